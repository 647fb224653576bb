import type { Signing } from "../bindings/Signing";

const KEY_BYTES = 32;

/** What a secret begins with, by how it signs; any text will do for the others. */
const PREFIXES: Partial<Record<Signing["type"], string>> = {
  standard_webhooks: "whsec_",
  standard_webhooks_ed25519: "whsk_",
};

/** A fresh signing secret of 32 random bytes, in the form that this way of signing needs. */
export function newSecret(
  signing: Signing["type"] = "standard_webhooks",
  random: (bytes: Uint8Array) => void = fill,
): string {
  const bytes = new Uint8Array(KEY_BYTES);
  random(bytes);
  const base64 = btoa(String.fromCharCode(...bytes));
  const prefix = PREFIXES[signing];
  return prefix ? `${prefix}${base64}` : urlSafe(base64);
}

/** Whether a secret of the one way of signing can't serve the other. */
export function needsOtherSecret(from: Signing["type"], to: Signing["type"]): boolean {
  return to !== "none" && PREFIXES[from] !== PREFIXES[to];
}

function urlSafe(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fill(bytes: Uint8Array): void {
  crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);
}
