import type { Body } from "../bindings/Body";
import type { FormField } from "../bindings/FormField";
import type { HeaderField } from "../bindings/HeaderField";
import type { Method } from "../bindings/Method";
import type { Retry } from "../bindings/Retry";
import type { Send } from "../bindings/Send";
import { type DraftProblem, numberAt } from "./draft-problem";
import { words } from "./en";

/** Stands for a destination that was not chosen yet; no real one has this id. */
export const NOWHERE = `dst_${"0".repeat(32)}`;

/** One destination of an automation as the form holds it: every kind of body side by side. */
export interface SendDraft {
  destination: string | null;
  method: Method;
  path: string;
  headers: HeaderField[];
  body: Body["type"];
  json: string;
  text: string;
  form: FormField[];
  retry: Retry["type"];
  /** One's own distances in seconds, as they are typed: `10, 60, 600`. */
  delays: string;
  /** After which answers, as it is typed: `408, 425, 429, 500-599`. */
  retry_on: string;
  timeout_seconds: number | "";
}

/** A new send to a destination. */
export function newSend(destination: string | null): SendDraft {
  return {
    destination,
    method: "POST",
    path: "",
    headers: [],
    body: "standard",
    json: "{\n  \n}",
    text: "",
    form: [],
    retry: "patient",
    delays: "10, 60, 600",
    retry_on: "408, 425, 429, 500-599",
    timeout_seconds: 15,
  };
}

/** The form of a send that is there. */
export function sendDraft(send: Send): SendDraft {
  const { body, retry } = send;
  const empty = newSend(send.destination);
  return {
    ...empty,
    method: send.method,
    path: send.path,
    headers: send.headers,
    body: body.type,
    json: body.type === "json" ? body.template : empty.json,
    text: body.type === "text" ? body.template : empty.text,
    form: body.type === "form" ? body.fields : empty.form,
    retry: retry.type,
    delays: retry.type === "own" ? retry.delays_seconds.join(", ") : empty.delays,
    retry_on: send.retry_on,
    timeout_seconds: send.timeout_seconds,
  };
}

/** The send of the form; what cannot be said to the runner is noted under `at`. */
export function sendSettings(draft: SendDraft, at: string, problems: DraftProblem[]): Send {
  if (!draft.destination) {
    problems.push({ path: `${at}.destination`, message: words.send.choose });
  }
  return {
    destination: draft.destination ?? NOWHERE,
    method: draft.method,
    path: draft.path.trim(),
    headers: draft.headers,
    body: bodyOf(draft),
    retry: retryOf(draft, at, problems),
    retry_on: draft.retry_on.trim(),
    timeout_seconds: numberAt(draft.timeout_seconds, `${at}.timeout_seconds`, problems),
  };
}

function bodyOf(draft: SendDraft): Body {
  switch (draft.body) {
    case "json":
      return { type: "json", template: draft.json };
    case "text":
      return { type: "text", template: draft.text };
    case "form":
      return { type: "form", fields: draft.form };
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

/** The form's field of a path such as `sends.0.body.template`. */
export function sendField(path: string, sends: SendDraft[]): string {
  const [, index = "0", own = ""] = /^sends\.(\d+)\.?(.*)$/.exec(path) ?? [];
  const at = `sends.${index}`;
  if (own.startsWith("body.fields")) return own.replace("body.fields", `${at}.form`);
  if (own.startsWith("body")) {
    const body = sends[Number(index)]?.body;
    return `${at}.${body === "json" || body === "text" ? body : "body"}`;
  }
  if (own.startsWith("retry.")) return `${at}.delays`;
  return own ? `${at}.${own}` : `${at}.destination`;
}
