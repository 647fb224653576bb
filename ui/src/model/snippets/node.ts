import { hasTime, lines, type Part, quoted, type Recipe } from "./recipe";

/** Code for Node that checks an HMAC. */
export function node(recipe: Recipe): string {
  const { header, prefix, encoding, key, parts, timestamp, several } = recipe;
  const ownPrefix = prefix ? `${quoted(prefix)} + ` : "";
  return lines(
    'import { createHmac, timingSafeEqual } from "node:crypto";',
    "",
    "// headers: names in small letters; body: the bytes as they came",
    "export function verify(secret, headers, body) {",
    parts.includes("id") && '  const id = headers["webhook-id"];',
    timestamp !== null && `  const timestamp = headers[${quoted(timestamp)}];`,
    several === "pairs" &&
      lines(
        `  const pairs = (headers[${quoted(header)}] ?? "")`,
        '    .split(",").map((pair) => pair.split("="));',
        '  const timestamp = pairs.find(([name]) => name === "t")?.[1];',
        "  const sent = pairs",
        '    .filter(([name]) => name === "v1").map(([, code]) => code);',
      ),
    several === "spaces" && `  const sent = (headers[${quoted(header)}] ?? "").split(" ");`,
    several === null && `  const sent = [headers[${quoted(header)}] ?? ""];`,
    hasTime(recipe) &&
      lines(
        "  const age = Date.now() / 1000 - Number(timestamp);",
        "  if (!(Math.abs(age) <= 300)) return false;",
      ),
    key === "whsec" &&
      lines(
        "  const key = Buffer.from(",
        '    secret.slice("whsec_".length), "base64");',
        '  const mac = createHmac("sha256", key);',
      ),
    key === "text" && '  const mac = createHmac("sha256", secret);',
    ...parts.map((part) => `  mac.update(${piece(part)});`),
    `  const want = Buffer.from(${ownPrefix}mac.digest("${encoding}"));`,
    "  return sent.some((text) => {",
    "    const code = Buffer.from(text);",
    "    return code.length === want.length",
    "      && timingSafeEqual(code, want);",
    "  });",
    "}",
  );
}

function piece(part: Part): string {
  return typeof part === "string" ? part : quoted(part.text);
}

/** Code for Node that checks an Ed25519 signature. */
export const nodeEd25519 = `import { createPublicKey, verify as check } from "node:crypto";

// headers: names in small letters; body: the bytes as they came
export function verify(publicKey, headers, body) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const age = Date.now() / 1000 - Number(timestamp);
  if (!(Math.abs(age) <= 300)) return false;
  const key = createPublicKey({
    key: Buffer.concat([
      Buffer.from("302a300506032b6570032100", "hex"),
      Buffer.from(publicKey.slice("whpk_".length), "base64"),
    ]),
    format: "der",
    type: "spki",
  });
  const signed = Buffer.concat([
    Buffer.from(id + "." + timestamp + "."), Buffer.from(body)]);
  return (headers["webhook-signature"] ?? "").split(" ").some(
    (text) => text.startsWith("v1a,")
      && check(null, signed, key, Buffer.from(text.slice(4), "base64")));
}`;
