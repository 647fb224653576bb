const KEY_BYTES = 32;

/** A fresh signing secret in the Standard Webhooks form: `whsec_` and 32 random bytes in base64. */
export function newSecret(random: (bytes: Uint8Array) => void = fill): string {
  const bytes = new Uint8Array(KEY_BYTES);
  random(bytes);
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}

function fill(bytes: Uint8Array): void {
  crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);
}
