import type { Encoding } from "../bindings/Encoding";
import type { Signing } from "../bindings/Signing";

/** A way of signing as the form holds it: the parts of one's own header stay while one looks. */
export interface SigningDraft {
  signing: Signing["type"];
  own: { header: string; prefix: string; encoding: Encoding; content: string };
}

/** The ways of signing, in the order in which they are offered. */
export const SIGNINGS: Signing["type"][] = [
  "standard_webhooks",
  "standard_webhooks_ed25519",
  "github",
  "stripe",
  "slack",
  "shopify",
  "header",
  "none",
];

const OWN = {
  header: "X-Signature",
  prefix: "sha256=",
  encoding: "hex",
  content: "{{ body }}",
} as const;

export function signingDraft(signing: Signing): SigningDraft {
  if (signing.type !== "header") return { signing: signing.type, own: { ...OWN } };
  const { type, ...own } = signing;
  return { signing: type, own };
}

export function signingOf({ signing, own }: SigningDraft): Signing {
  return signing === "header" ? { type: signing, ...own } : { type: signing };
}

/** Whether a request has room for the signatures of two secrets. */
export function signsWithAll(signing: Signing["type"]): boolean {
  return ["standard_webhooks", "standard_webhooks_ed25519", "stripe"].includes(signing);
}
