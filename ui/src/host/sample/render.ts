/** What the simulated runner makes of an event: the runner's own rules, as far as pictures need. */

import type { AutomationSettings } from "../../bindings/AutomationSettings";
import type { Body } from "../../bindings/Body";
import type { Condition } from "../../bindings/Condition";
import type { Destination } from "../../bindings/Destination";
import type { Problem } from "../../bindings/Problem";
import type { Request } from "../../bindings/Request";
import type { Row } from "../../bindings/Row";
import type { Send } from "../../bindings/Send";
import type { Upload } from "../../bindings/Upload";
import type { UploadPart } from "../../bindings/UploadPart";
import type { Verdict } from "../../bindings/Verdict";
import type { Happening } from "./simulate";
import { stamp } from "./world";

const PLACE = /\{\{\s*([\w.[\]"-]+)[^}]*\}\}/g;

/** What templates and conditions see of an event. */
export function contextOf(settings: AutomationSettings, what: Happening, at: number) {
  return {
    [settings.trigger.type]: what.data,
    data: what.data,
    event: { id: "evt_0193a5c2e41b7c3d8f20a1b2c3d4e5f6", type: what.kind, timestamp: stamp(at) },
    automation: { name: settings.name },
  };
}

/** What lies at a dotted path. */
export function lookUp(context: unknown, path: string): unknown {
  return path
    .replace(/\["?([^"\]]*)"?\]/g, ".$1")
    .split(".")
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | null)?.[part], context);
}

function text(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function fill(template: string, context: unknown, write: (value: unknown) => string): string {
  return template.replace(PLACE, (_, path: string) => write(lookUp(context, path)));
}

/** A text with an event’s values in it. */
export function filled(template: string, context: unknown): string {
  return fill(template, context, text);
}

/** The request that one send makes of an event. */
export function render(
  settings: AutomationSettings,
  send: Send,
  destination: Destination,
  what: Happening,
  at: number,
): Request {
  const context = contextOf(settings, what, at);
  const headers: [string, string][] = [
    ...cloudHeaders(settings, send.body, what, at),
    ...destination.settings.headers.map((one): [string, string] => [one.name, one.value]),
    ...send.headers.map((one): [string, string] => [one.name, fill(one.value, context, text)]),
  ];
  const type = typeOf(send.body);
  return {
    method: send.method,
    url: `${destination.settings.address}${fill(send.path, context, (value) => encodeURIComponent(text(value)))}`,
    headers: [
      ...(type ? [["content-type", type] as [string, string]] : []),
      ...headers,
      ...(send.gzip && type ? [["content-encoding", "gzip"] as [string, string]] : []),
    ],
    body: bodyOf(settings, send.body, context, what, at),
    upload: uploadOf(settings, send.body, context, what),
    gzip: send.gzip && type !== null,
    timeout_seconds: send.timeout_seconds,
  };
}

function typeOf(body: Body): string | null {
  const structured = body.type === "cloud_events" && body.mode === "structured";
  return structured ? "application/cloudevents+json" : TYPES[body.type];
}

const TYPES: Record<Body["type"], string | null> = {
  standard: "application/json",
  cloud_events: "application/json",
  xml: "application/xml",
  multipart: "multipart/form-data; boundary=hookloom-0193a5c2e41b7c3d8f20a1b2c3d4e5f6",
  file: "application/pdf",
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  text: "text/plain; charset=utf-8",
  none: null,
};

/** The attributes of a CloudEvent. */
function attributes(settings: AutomationSettings, what: Happening, at: number) {
  const { path, name } = what.data;
  const subject = what.kind === "schedule.due" ? settings.name : (path ?? name);
  return {
    specversion: "1.0",
    id: "evt_0193a5c2e41b7c3d8f20a1b2c3d4e5f6",
    source: "/hookloom/automations/atm_0193a5c2e41b7c3d8f20a1b2c3d4e5f6",
    type: what.kind,
    time: stamp(at),
    ...(typeof subject === "string" ? { subject } : {}),
  };
}

function cloudHeaders(
  settings: AutomationSettings,
  body: Body,
  what: Happening,
  at: number,
): [string, string][] {
  if (body.type !== "cloud_events" || body.mode === "structured") return [];
  return Object.entries(attributes(settings, what, at)).map(([name, value]) => [
    `ce-${name}`,
    encodeURI(value),
  ]);
}

function bodyOf(
  settings: AutomationSettings,
  body: Body,
  context: unknown,
  what: Happening,
  at: number,
): string | null {
  switch (body.type) {
    case "cloud_events":
      return body.mode === "binary"
        ? JSON.stringify(what.data)
        : JSON.stringify({
            ...attributes(settings, what, at),
            datacontenttype: "application/json",
            data: what.data,
          });
    case "xml":
      return fill(body.template, context, (value) => inXml(text(value)));
    case "standard":
      return JSON.stringify({ type: what.kind, timestamp: stamp(at), data: what.data });
    case "json":
      return filledJson(body.template, context);
    case "text":
      return fill(body.template, context, text);
    case "form":
      return String(
        new URLSearchParams(body.fields.map((one) => [one.name, fill(one.value, context, text)])),
      );
    case "none":
    case "file":
    case "multipart":
      return null;
  }
}

/** The files that a body reads from disk. */
function uploadOf(
  settings: AutomationSettings,
  body: Body,
  context: unknown,
  what: Happening,
): Upload | null {
  if (body.type !== "file" && body.type !== "multipart") return null;
  const { trigger } = settings;
  const all = (what.data.files ?? [what.data]) as Record<string, unknown>[];
  const files = all.map((one) => ({
    folder: trigger.type === "file" ? trigger.folder : "",
    path: text(one.relative ?? one.name),
    path_bytes_base64: null,
    size: Number(one.size ?? 0),
    modified: text(one.modified),
  }));
  const [file] = files;
  if (body.type === "file") return file ? { type: "file", file } : null;
  const parts = body.parts.flatMap((part): UploadPart[] =>
    part.type === "field"
      ? [{ ...part, value: fill(part.value, context, text) }]
      : files.map((file) => ({ ...part, content_type: "application/pdf", file })),
  );
  return { type: "multipart", boundary: "hookloom-0193a5c2e41b7c3d8f20a1b2c3d4e5f6", parts };
}

function inXml(value: string): string {
  const names: Record<string, string> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot" };
  return value.replace(/[&<>"]/g, (char) => `&${names[char]};`);
}

/** Bare values become JSON, values in quotes become text. */
function filledJson(template: string, context: unknown): string {
  return template.replace(PLACE, (_, path: string, offset: number) => {
    const quotes = template.slice(0, offset).replace(/\\./g, "").split('"').length - 1;
    const value = lookUp(context, path);
    if (quotes % 2 === 0) return JSON.stringify(value ?? null);
    return JSON.stringify(text(value)).slice(1, -1);
  });
}

/** The faults of a send's template that the runner would name, with their places. */
export function templateProblems(send: Send, at: string, context: unknown): Problem[] {
  if (send.body.type !== "json") return [];
  const { template } = send.body;
  const field = `${at}.body.template`;
  for (const found of template.matchAll(PLACE)) {
    if (lookUp(context, found[1] ?? "") !== undefined) continue;
    const message = `‘${found[1]}’ isn't known. There is automation.name, for example.`;
    return [{ field, message, place: placeOf(template, found.index + 3) }];
  }
  try {
    JSON.parse(filledJson(template, context));
    return [];
  } catch {
    const place = placeOf(template, template.length);
    const message = `Not valid JSON once filled in: line ${place.line}, the end comes too early: } is missing.`;
    return [{ field, message, place }];
  }
}

function placeOf(source: string, offset: number) {
  const before = source.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** What a condition says about an event. */
export function verdictOf(condition: Condition, context: unknown): Verdict {
  if (condition.type === "expression") {
    return { passed: true, why: `‘${condition.expression}’ is true` };
  }
  const verdicts = condition.rows.map((row) => rowVerdict(row, context));
  const decisive = condition.match === "any";
  const found = verdicts.find((one) => one.passed === decisive);
  const why = verdicts.map((one) => one.why).join("; ");
  return found ?? { passed: !decisive, why: why || "there is nothing to compare" };
}

function rowVerdict({ field, is, value }: Row, context: unknown): Verdict {
  const held = lookUp(context, field);
  const name = field.split(".").at(-1);
  const shown = (one: unknown) => (typeof one === "number" ? String(one) : `‘${text(one)}’`);
  const [passed, yes, no] = compared(is, held, value);
  return { passed, why: `${name} is ${shown(held)}, ${passed ? yes : no} ${shown(value)}` };
}

function compared(is: Row["is"], held: unknown, value: Row["value"]): [boolean, string, string] {
  const contains = text(held).includes(text(value));
  switch (is) {
    case "greater_than":
      return [Number(held) > Number(value), "more than", "not more than"];
    case "less_than":
      return [Number(held) < Number(value), "less than", "not less than"];
    case "contains":
      return [contains, "which contains", "which doesn't contain"];
    case "does_not_contain":
      return [!contains, "which doesn't contain", "which contains"];
    case "is_not":
      return [text(held) !== text(value), "not", "and not"];
    default:
      return [text(held) === text(value), "so", "not"];
  }
}
