import { hasTime, lines, type Part, quoted, type Recipe } from "./recipe";

/** Code for Python that checks an HMAC. */
export function python(recipe: Recipe): string {
  const { header, prefix, encoding, key, parts, timestamp, several } = recipe;
  const code = encoding === "hex" ? "mac.hexdigest()" : "base64.b64encode(mac.digest()).decode()";
  const ownPrefix = prefix ? `${quoted(prefix)} + ` : "";
  const needsBase64 = encoding === "base64" || key === "whsec";
  return lines(
    needsBase64 && "import base64",
    "import hashlib",
    "import hmac",
    hasTime(recipe) && "import time",
    "",
    "# headers: names in small letters; body: the bytes as they came",
    "def verify(secret: str, headers: dict, body: bytes) -> bool:",
    parts.includes("id") && '    id = headers.get("webhook-id", "")',
    timestamp !== null && `    timestamp = headers.get(${quoted(timestamp)}, "")`,
    several === "pairs" &&
      lines(
        '    pairs = [pair.partition("=")[::2] for pair in',
        `             headers.get(${quoted(header)}, "").split(",")]`,
        '    timestamp = dict(pairs).get("t", "")',
        '    sent = [code for name, code in pairs if name == "v1"]',
      ),
    several === "spaces" && `    sent = headers.get(${quoted(header)}, "").split(" ")`,
    several === null && `    sent = [headers.get(${quoted(header)}, "")]`,
    hasTime(recipe) &&
      lines(
        "    if not timestamp.isascii() or not timestamp.isdigit():",
        "        return False",
        "    if abs(time.time() - int(timestamp)) > 300:",
        "        return False",
      ),
    key === "whsec" && '    key = base64.b64decode(secret.removeprefix("whsec_"))',
    key === "text" && "    key = secret.encode()",
    "    mac = hmac.new(key, digestmod=hashlib.sha256)",
    ...parts.map((part) => `    mac.update(${piece(part)})`),
    `    want = (${ownPrefix}${code}).encode()`,
    "    return any(hmac.compare_digest(code.encode(), want)",
    "               for code in sent)",
  );
}

function piece(part: Part): string {
  if (part === "body") return "body";
  return typeof part === "string" ? `${part}.encode()` : `${quoted(part.text)}.encode()`;
}

/** Code for Python that checks an Ed25519 signature. */
export const pythonEd25519 = `import base64
import time
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PublicKey)

# headers: names in small letters; body: the bytes as they came
def verify(public_key: str, headers: dict, body: bytes) -> bool:
    timestamp = headers.get("webhook-timestamp", "")
    if not timestamp.isascii() or not timestamp.isdigit():
        return False
    if abs(time.time() - int(timestamp)) > 300:
        return False
    key = Ed25519PublicKey.from_public_bytes(
        base64.b64decode(public_key.removeprefix("whpk_")))
    signed = f"{headers['webhook-id']}.{timestamp}.".encode() + body
    for text in headers.get("webhook-signature", "").split(" "):
        if not text.startswith("v1a,"):
            continue
        try:
            key.verify(base64.b64decode(text[4:]), signed)
            return True
        except (InvalidSignature, ValueError):
            pass
    return False`;
