import type { Body } from "../bindings/Body";
import type { CloudEventMode } from "../bindings/CloudEventMode";
import type { FormField } from "../bindings/FormField";
import type { HeaderField } from "../bindings/HeaderField";
import type { MultipartPart } from "../bindings/MultipartPart";
import type { Retry } from "../bindings/Retry";
import type { Send } from "../bindings/Send";
import { type DraftProblem, numberAt } from "./draft-problem";
import { words } from "./en";
import { newRules, rulesDraft, rulesField, rulesOf, type SendRulesDraft } from "./send-rules-draft";

/** Stands for a destination that was not chosen yet; no real one has this id. */
export const NOWHERE = `dst_${"0".repeat(32)}`;

/** The methods that are offered; any other is one's own. */
export const SEND_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
/** Stands in the choice of methods for one's own. */
export const OWN_METHOD = "own";

/** The kinds of body that are written as one text. */
export const TEMPLATES = ["json", "xml", "text"] as const;
export type TemplateKind = (typeof TEMPLATES)[number];

/** One destination of an automation as the form holds it: every kind of body side by side. */
export interface SendDraft extends SendRulesDraft {
  destination: string | null;
  /** One of the usual methods, or `own`. */
  method: string;
  own_method: string;
  path: string;
  headers: HeaderField[];
  body: Body["type"];
  cloud_events: CloudEventMode;
  json: string;
  xml: string;
  text: string;
  form: FormField[];
  parts: MultipartPart[];
  /** What a file is called that is sent as it is; empty means by its name. */
  content_type: string;
  /** How large files may be. */
  max_mb: number | "";
  gzip: boolean;
  retry: Retry["type"];
  /** One's own distances in seconds, as they are typed: `10, 60, 600`. */
  delays: string;
  /** After which answers, as it is typed: `408, 425, 429, 500-599`. */
  retry_on: string;
  /** Which answers count as delivered, as it is typed: `200-299, 404`. */
  success_on: string;
  timeout_seconds: number | "";
}

/** After which answers nearly everybody wants another try. */
export const USUAL_ANSWERS = "408, 425, 429, 500-599";

/** What counts as delivered nearly everywhere. */
export const USUAL_SUCCESS = "200-299";

/** A new send to a destination. */
export function newSend(destination: string | null): SendDraft {
  return {
    destination,
    method: "POST",
    own_method: "",
    path: "",
    headers: [],
    body: "standard",
    cloud_events: "structured",
    json: "{\n  \n}",
    xml: "",
    text: "",
    form: [],
    parts: [{ type: "file", name: "file" }],
    content_type: "",
    max_mb: 25,
    gzip: false,
    retry: "patient",
    delays: "10, 60, 600",
    retry_on: USUAL_ANSWERS,
    success_on: USUAL_SUCCESS,
    timeout_seconds: 15,
    ...newRules(),
  };
}

/** The form of a send that is there. */
export function sendDraft(send: Send): SendDraft {
  const { body, retry } = send;
  const empty = newSend(send.destination);
  return {
    ...empty,
    ...methodDraft(send.method),
    path: send.path,
    headers: send.headers,
    body: body.type,
    cloud_events: body.type === "cloud_events" ? body.mode : empty.cloud_events,
    json: body.type === "json" ? body.template : empty.json,
    xml: body.type === "xml" ? body.template : empty.xml,
    text: body.type === "text" ? body.template : empty.text,
    form: body.type === "form" ? body.fields : empty.form,
    parts: body.type === "multipart" ? body.parts : empty.parts,
    content_type: body.type === "file" ? body.content_type : empty.content_type,
    max_mb: body.type === "file" || body.type === "multipart" ? body.max_mb : empty.max_mb,
    gzip: send.gzip,
    retry: retry.type,
    delays: retry.type === "own" ? retry.delays_seconds.join(", ") : empty.delays,
    retry_on: send.retry_on,
    success_on: send.success_on,
    timeout_seconds: send.timeout_seconds,
    ...rulesDraft(send),
  };
}

function methodDraft(method: string): Pick<SendDraft, "method" | "own_method"> {
  const usual = SEND_METHODS.includes(method);
  return usual ? { method, own_method: "" } : { method: OWN_METHOD, own_method: method };
}

/** The send of the form; what cannot be said to the runner is noted under `at`. */
export function sendSettings(draft: SendDraft, at: string, problems: DraftProblem[]): Send {
  if (!draft.destination) {
    problems.push({ path: `${at}.destination`, message: words.send.choose });
  }
  return {
    destination: draft.destination ?? NOWHERE,
    method: draft.method === OWN_METHOD ? draft.own_method.trim() : draft.method,
    path: draft.path.trim(),
    headers: draft.headers,
    body: bodyOf(draft, at, problems),
    gzip: draft.gzip,
    retry: retryOf(draft, at, problems),
    retry_on: draft.retry_on.trim(),
    success_on: draft.success_on.trim(),
    timeout_seconds: numberAt(draft.timeout_seconds, `${at}.timeout_seconds`, problems),
    ...rulesOf(draft),
  };
}

function bodyOf(draft: SendDraft, at: string, problems: DraftProblem[]): Body {
  const most = () => numberAt(draft.max_mb, `${at}.max_mb`, problems);
  switch (draft.body) {
    case "cloud_events":
      return { type: "cloud_events", mode: draft.cloud_events };
    case "json":
    case "xml":
    case "text":
      return { type: draft.body, template: draft[draft.body] };
    case "form":
      return { type: "form", fields: draft.form };
    case "multipart":
      return { type: "multipart", parts: draft.parts, max_mb: most() };
    case "file":
      return { type: "file", content_type: draft.content_type.trim(), max_mb: most() };
    default:
      return { type: draft.body };
  }
}

function retryOf(draft: SendDraft, at: string, problems: DraftProblem[]): Retry {
  if (draft.retry !== "own") return { type: draft.retry };
  const parts = draft.delays.split(",").map((part) => part.trim());
  const wrong = parts.find((part) => !/^\d{1,9}$/.test(part));
  if (wrong !== undefined) {
    problems.push({ path: `${at}.delays`, message: words.send.delaysWrong(wrong) });
  }
  return { type: "own", delays_seconds: parts.map(Number) };
}

/** Whether such a body is written as one text. */
export function isTemplate(body: Body["type"]): body is TemplateKind {
  return TEMPLATES.some((one) => one === body);
}

/** The form's field of a path such as `sends.0.body.template`. */
export function sendField(path: string, sends: SendDraft[]): string {
  const [, index = "0", own = ""] = /^sends\.(\d+)\.?(.*)$/.exec(path) ?? [];
  const at = `sends.${index}`;
  if (own.startsWith("body.fields")) return own.replace("body.fields", `${at}.form`);
  if (/^body\.(parts|content_type|max_mb)/.test(own)) return own.replace("body", at);
  if (own.startsWith("body")) {
    const body = sends[Number(index)]?.body ?? "standard";
    return `${at}.${isTemplate(body) ? body : "body"}`;
  }
  if (own === "method" && sends[Number(index)]?.method === OWN_METHOD) return `${at}.own_method`;
  if (own.startsWith("retry.")) return `${at}.delays`;
  const rule = rulesField(own, sends[Number(index)]);
  if (rule) return `${at}.${rule}`;
  return own ? `${at}.${own}` : `${at}.destination`;
}
