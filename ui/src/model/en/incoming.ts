/** Incoming calls, in the When card. */

import type { Callers } from "../../bindings/Callers";
import type { InboundCheck } from "../../bindings/InboundCheck";
import type { Signing } from "../../bindings/Signing";

export const incoming = {
  name: "Address",
  nameHint: "Letters, numbers and dashes.",
  copyAddress: "Copy the whole address",
  methods: "Methods",
  whoMayCall: "Who may call",
  callers: {
    this_computer: "This computer",
    network: "My network",
  } satisfies Record<Callers, string>,
  openToAll: "Anyone on your network can call this. Add a secret.",
  fromNetwork:
    "This computer listens on its network address while this automation is on. Calls are not encrypted.",
  check: "Check",
  checks: {
    none: "Nothing",
    secret_header: "Secret in a header",
    signature: "Signature",
  } satisfies Record<InboundCheck["type"], string>,
  header: "Header",
  scheme: "Signature style",
  schemes: {
    standard_webhooks: "Standard Webhooks",
    standard_webhooks_ed25519: "Standard Webhooks, Ed25519",
    github: "GitHub",
    stripe: "Stripe",
    slack: "Slack",
    shopify: "Shopify",
    header: "Own header",
    none: "None",
  } satisfies Record<Signing["type"], string>,
  secret: "Secret",
  secretHint: "Enter the secret the caller uses, or make one and give it to the caller.",
  secretKept: "It is kept, and not shown again.",
  replace: "Replace…",
  generate: "Generate",
  keep: "Keep the old one",
  copySecret: "Copy the secret",
  replyStatus: "Answer with status",
  replyBody: "Answer with text",
  replyHint: "Empty unless you write something.",
  notListening: (why: string) => `Nothing can call this computer at the moment. ${why}`,
};
