import type { Trigger } from "../bindings/Trigger";

/** The kinds of trigger. */
export type TriggerKind = Trigger["type"];

const MADE_UP: Record<TriggerKind, Record<string, unknown>> = {
  file: {
    name: "invoice-42.pdf",
    path: "/home/karin/Invoices/invoice-42.pdf",
    folder: "/home/karin/Invoices",
    relative: "invoice-42.pdf",
    extension: "pdf",
    stem: "invoice-42",
    size: 184_320,
    modified: "2026-11-23T13:28:01.000Z",
  },
  schedule: { due_at: "2026-11-23T13:30:00.000Z" },
  inbound: {
    method: "POST",
    query: { source: "shop" },
    headers: { "content-type": "application/json" },
    body: { order: 10_482, total: 249, currency: "SEK" },
  },
  manual: {},
};

/** Made-up data of an event, as long as no real one came. */
export function sampleData(kind: TriggerKind): Record<string, unknown> {
  return MADE_UP[kind];
}

/** A field of an event: its dotted path, as templates and conditions name it, and its value. */
export interface EventField {
  path: string;
  value: string | number | boolean | null;
}

/** The single values in an event's data, under the name that templates see (`file.size`). */
export function fieldsOf(kind: TriggerKind, data: Record<string, unknown>): EventField[] {
  return flatten(kind, data);
}

function flatten(path: string, value: unknown): EventField[] {
  if (Array.isArray(value)) return [];
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) =>
      /^[A-Za-z_]\w*$/.test(key) ? flatten(`${path}.${key}`, inner) : [],
    );
  }
  return [{ path, value: value as EventField["value"] }];
}
