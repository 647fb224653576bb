import { hasTime, lines, type Part, quoted, type Recipe } from "./recipe";

/** Code for Rust that checks an HMAC. */
export function rust(recipe: Recipe): string {
  const { header, prefix, encoding, key, parts, timestamp, several } = recipe;
  const base64 = encoding === "base64" || key === "whsec";
  const crates = [
    "hmac 0.12, sha2 0.10, http 1",
    base64 && "base64 0.22",
    !isBase64(recipe) && "hex 0.4",
  ];
  return lines(
    `// crates: ${crates.filter(Boolean).join(", ")}`,
    base64 && "use base64::{prelude::BASE64_STANDARD, Engine};",
    "use hmac::{Hmac, Mac};",
    "use http::HeaderMap;",
    "use sha2::Sha256;",
    hasTime(recipe) && "use std::time::{SystemTime, UNIX_EPOCH};",
    "",
    "/// `body` is the bytes as they came.",
    "pub fn verify(secret: &str, headers: &HeaderMap, body: &[u8]) -> Option<()> {",
    "    let header = |name| headers.get(name)?.to_str().ok();",
    parts.includes("id") && '    let id = header("webhook-id")?;',
    timestamp !== null && `    let timestamp = header(${quoted(timestamp)})?;`,
    several === "pairs" &&
      lines(
        `    let pairs = || header(${quoted(header)}).into_iter()`,
        "        .flat_map(|value| value.split(','))",
        "        .filter_map(|pair| pair.split_once('='));",
        '    let timestamp = pairs().find(|(name, _)| *name == "t")?.1;',
        "    let sent = pairs()",
        '        .filter(|(name, _)| *name == "v1").map(|(_, code)| code);',
      ),
    several === "spaces" &&
      lines(
        `    let sent = header(${quoted(header)})?.split(' ')`,
        `        .filter_map(|text| text.strip_prefix(${quoted(prefix)}));`,
      ),
    several === null &&
      `    let sent = std::iter::once(header(${quoted(header)})?.strip_prefix(${quoted(prefix)})?);`,
    hasTime(recipe) &&
      lines(
        "    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();",
        "    if now.abs_diff(timestamp.parse().ok()?) > 300 {",
        "        return None;",
        "    }",
      ),
    key === "whsec" &&
      '    let key = BASE64_STANDARD.decode(secret.strip_prefix("whsec_")?).ok()?;',
    key === "text" && "    let key = secret.as_bytes();",
    "    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;",
    ...parts.map((part) => `    mac.update(${piece(part)});`),
    encoding === "hex"
      ? "    let mut codes = sent.filter_map(|code| hex::decode(code).ok());"
      : "    let mut codes = sent.filter_map(|code| BASE64_STANDARD.decode(code).ok());",
    "    let right = |code: Vec<u8>| mac.clone().verify_slice(&code).is_ok();",
    "    codes.any(right).then_some(())",
    "}",
  );
}

function isBase64({ encoding }: Recipe): boolean {
  return encoding === "base64";
}

function piece(part: Part): string {
  if (part === "body") return "body";
  return typeof part === "string" ? `${part}.as_bytes()` : `${quoted(part.text)}.as_bytes()`;
}

/** Code for Rust that checks an Ed25519 signature. */
export const rustEd25519 = `// crates: ed25519-dalek 2, base64 0.22, http 1
use base64::{prelude::BASE64_STANDARD, Engine};
use ed25519_dalek::{Signature, VerifyingKey};
use http::HeaderMap;
use std::time::{SystemTime, UNIX_EPOCH};

/// \`body\` is the bytes as they came.
pub fn verify(public_key: &str, headers: &HeaderMap, body: &[u8]) -> Option<()> {
    let header = |name| headers.get(name)?.to_str().ok();
    let timestamp = header("webhook-timestamp")?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    if now.abs_diff(timestamp.parse().ok()?) > 300 {
        return None;
    }
    let key = BASE64_STANDARD.decode(public_key.strip_prefix("whpk_")?).ok()?;
    let key = VerifyingKey::from_bytes(&key.try_into().ok()?).ok()?;
    let mut signed = format!("{}.{timestamp}.", header("webhook-id")?).into_bytes();
    signed.extend_from_slice(body);
    header("webhook-signature")?
        .split(' ')
        .filter_map(|text| text.strip_prefix("v1a,"))
        .filter_map(|code| BASE64_STANDARD.decode(code).ok())
        .filter_map(|code| Signature::from_slice(&code).ok())
        .any(|code| key.verify_strict(&signed, &code).is_ok())
        .then_some(())
}`;
