import { hasTime, lines, type Part, quoted, type Recipe } from "./recipe";

/** Code for Go that checks an HMAC. */
export function go(recipe: Recipe): string {
  const { header, prefix, encoding, key, parts, timestamp, several } = recipe;
  const timed = hasTime(recipe);
  const base64 = encoding === "base64" || key === "whsec";
  const code =
    encoding === "hex"
      ? "hex.EncodeToString(mac.Sum(nil))"
      : "base64.StdEncoding.EncodeToString(mac.Sum(nil))";
  return lines(
    "package receiver",
    "",
    "import (",
    '\t"crypto/hmac"',
    '\t"crypto/sha256"',
    base64 && '\t"encoding/base64"',
    encoding === "hex" && '\t"encoding/hex"',
    '\t"net/http"',
    timed && '\t"strconv"',
    (several !== null || key === "whsec") && '\t"strings"',
    timed && '\t"time"',
    ")",
    "",
    "// Verify checks the bytes of the body as they came.",
    "func Verify(secret string, h http.Header, body []byte) bool {",
    parts.includes("id") && '\tid := h.Get("webhook-id")',
    timestamp !== null && `\ttimestamp := h.Get(${quoted(timestamp)})`,
    several === "pairs" &&
      lines(
        "\tvar timestamp string",
        "\tvar sent []string",
        `\tfor _, pair := range strings.Split(h.Get(${quoted(header)}), ",") {`,
        '\t\tname, code, _ := strings.Cut(pair, "=")',
        "\t\tswitch name {",
        '\t\tcase "t":',
        "\t\t\ttimestamp = code",
        '\t\tcase "v1":',
        "\t\t\tsent = append(sent, code)",
        "\t\t}",
        "\t}",
      ),
    several === "spaces" && `\tsent := strings.Split(h.Get(${quoted(header)}), " ")`,
    several === null && `\tsent := []string{h.Get(${quoted(header)})}`,
    timed &&
      lines(
        "\tat, err := strconv.ParseInt(timestamp, 10, 64)",
        "\tif age := time.Now().Unix() - at; err != nil || age > 300 || age < -300 {",
        "\t\treturn false",
        "\t}",
      ),
    key === "whsec" &&
      lines(
        "\tkey, err := base64.StdEncoding.DecodeString(",
        '\t\tstrings.TrimPrefix(secret, "whsec_"))',
        "\tif err != nil {",
        "\t\treturn false",
        "\t}",
      ),
    `\tmac := hmac.New(sha256.New, ${key === "whsec" ? "key" : "[]byte(secret)"})`,
    ...parts.map((part) => `\tmac.Write(${piece(part)})`),
    `\twant := []byte(${prefix ? `${quoted(prefix)} + ` : ""}${code})`,
    "\tfor _, code := range sent {",
    "\t\tif hmac.Equal([]byte(code), want) {",
    "\t\t\treturn true",
    "\t\t}",
    "\t}",
    "\treturn false",
    "}",
  );
}

function piece(part: Part): string {
  if (part === "body") return "body";
  return `[]byte(${typeof part === "string" ? part : quoted(part.text)})`;
}

/** Code for Go that checks an Ed25519 signature. */
export const goEd25519 = `package receiver

import (
\t"crypto/ed25519"
\t"encoding/base64"
\t"net/http"
\t"strconv"
\t"strings"
\t"time"
)

// Verify checks the bytes of the body as they came.
func Verify(publicKey string, h http.Header, body []byte) bool {
\ttimestamp := h.Get("webhook-timestamp")
\tat, err := strconv.ParseInt(timestamp, 10, 64)
\tif age := time.Now().Unix() - at; err != nil || age > 300 || age < -300 {
\t\treturn false
\t}
\tkey, err := base64.StdEncoding.DecodeString(
\t\tstrings.TrimPrefix(publicKey, "whpk_"))
\tif err != nil || len(key) != ed25519.PublicKeySize {
\t\treturn false
\t}
\tsigned := append([]byte(h.Get("webhook-id")+"."+timestamp+"."), body...)
\tfor _, text := range strings.Split(h.Get("webhook-signature"), " ") {
\t\tcode, err := base64.StdEncoding.DecodeString(
\t\t\tstrings.TrimPrefix(text, "v1a,"))
\t\tif strings.HasPrefix(text, "v1a,") && err == nil &&
\t\t\ted25519.Verify(key, signed, code) {
\t\t\treturn true
\t\t}
\t}
\treturn false
}`;
