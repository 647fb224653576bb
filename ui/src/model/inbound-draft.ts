import type { InboundCheck } from "../bindings/InboundCheck";
import type { InboundTrigger } from "../bindings/InboundTrigger";
import { type DraftProblem, numberAt } from "./draft-problem";
import { type SigningDraft, signingDraft, signingOf } from "./signing-draft";

/** An inbound hook as its form holds it: what each kind of check needs, side by side. */
export interface InboundDraft extends Omit<InboundTrigger, "reply" | "check">, SigningDraft {
  /** The reply's status may be empty while one types. */
  reply: { status: number | ""; body: string };
  check: InboundCheck["type"];
  /** The header that holds the secret. */
  header: string;
  /** A new secret; nothing keeps the one that is there. */
  secret: string;
}

/** The form of a new inbound hook. */
export function newInbound(): InboundDraft {
  return {
    name: "",
    methods: ["POST"],
    reply: { status: 202, body: "" },
    callers: "this_computer",
    check: "none",
    header: "X-Webhook-Secret",
    secret: "",
    ...signingDraft({ type: "standard_webhooks" }),
  };
}

/** The form of an inbound hook that is there. */
export function inboundDraft({ check, ...trigger }: InboundTrigger): InboundDraft {
  const { name, methods, reply, callers } = trigger;
  const own = { ...newInbound(), name, methods, reply, callers, check: check.type };
  if (check.type === "secret_header") return { ...own, header: check.header };
  if (check.type === "signature") return { ...own, ...signingDraft(check.signing) };
  return own;
}

/** The inbound hook of the form. */
export function inboundTrigger(draft: InboundDraft, problems: DraftProblem[]): InboundTrigger {
  const { name, methods, callers, reply } = draft;
  const status = numberAt(reply.status, "inbound.reply.status", problems);
  return { name, methods, reply: { status, body: reply.body }, callers, check: checkOf(draft) };
}

/** The secret that goes along with the settings, if there is a new one. */
export function inboundSecret({ check, secret }: InboundDraft): string | null {
  return check === "none" ? null : secret.trim() || null;
}

/** The form's field that a problem of the runner's settings is about. */
export function inboundField(field: string): string {
  return field
    .replace(/^check\.signing\.(header|prefix|encoding|content)$/, "own.$1")
    .replace(/^check\.(header|signing)(\..*)?$/, "$1");
}

function checkOf(draft: InboundDraft): InboundCheck {
  switch (draft.check) {
    case "none":
      return { type: "none" };
    case "secret_header":
      return { type: "secret_header", header: draft.header.trim() };
    case "signature":
      return { type: "signature", signing: signingOf(draft) };
  }
}
