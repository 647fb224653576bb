import { hasTime, lines, type Part, type Recipe } from "./recipe";

/** Code for PHP that checks an HMAC. */
export function php(recipe: Recipe): string {
  const { header, prefix, encoding, key, parts, timestamp, several } = recipe;
  const ownPrefix = prefix ? `${single(prefix)} . ` : "";
  const hash = `hash_hmac('sha256', $signed, ${key === "whsec" ? "$key" : "$secret"}`;
  const code = encoding === "hex" ? `${hash})` : `base64_encode(${hash}, true))`;
  return lines(
    "<?php",
    "// $headers: names in small letters; $body: file_get_contents('php://input')",
    "function verify(string $secret, array $headers, string $body): bool {",
    parts.includes("id") && "    $id = $headers['webhook-id'] ?? '';",
    timestamp !== null && `    $timestamp = $headers[${single(timestamp)}] ?? '';`,
    several === "pairs" &&
      lines(
        "    $timestamp = '';",
        "    $sent = [];",
        `    foreach (explode(',', $headers[${single(header)}] ?? '') as $pair) {`,
        "        [$name, $code] = explode('=', $pair, 2) + ['', ''];",
        "        if ($name === 't') $timestamp = $code;",
        "        if ($name === 'v1') $sent[] = $code;",
        "    }",
      ),
    several === "spaces" && `    $sent = explode(' ', $headers[${single(header)}] ?? '');`,
    several === null && `    $sent = [$headers[${single(header)}] ?? ''];`,
    hasTime(recipe) &&
      lines(
        "    if (!ctype_digit($timestamp)) return false;",
        "    if (abs(time() - (int) $timestamp) > 300) return false;",
      ),
    key === "whsec" && "    $key = base64_decode(substr($secret, strlen('whsec_')));",
    `    $signed = ${parts.map(piece).join(" . ")};`,
    `    $want = ${ownPrefix}${code};`,
    "    foreach ($sent as $code) {",
    "        if (hash_equals($want, $code)) return true;",
    "    }",
    "    return false;",
    "}",
  );
}

function piece(part: Part): string {
  return typeof part === "string" ? `$${part}` : single(part.text);
}

/** A text in single quotes, in which PHP fills nothing in. */
function single(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** Code for PHP that checks an Ed25519 signature. */
export const phpEd25519 = `<?php
// $headers: names in small letters; $body: file_get_contents('php://input')
function verify(string $publicKey, array $headers, string $body): bool {
    $timestamp = $headers['webhook-timestamp'] ?? '';
    if (!ctype_digit($timestamp)) return false;
    if (abs(time() - (int) $timestamp) > 300) return false;
    $key = base64_decode(substr($publicKey, strlen('whpk_')));
    $signed = $headers['webhook-id'] . '.' . $timestamp . '.' . $body;
    foreach (explode(' ', $headers['webhook-signature'] ?? '') as $text) {
        if (!str_starts_with($text, 'v1a,')) continue;
        $code = base64_decode(substr($text, 4));
        if (strlen($code) === SODIUM_CRYPTO_SIGN_BYTES
            && sodium_crypto_sign_verify_detached($code, $signed, $key)) {
            return true;
        }
    }
    return false;
}`;
