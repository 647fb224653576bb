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
  schedule: {
    due_at: "2026-11-23T13:30:00.000Z",
    time_zone: "Europe/Stockholm",
    missed: false,
  },
  inbound: {
    name: "orders",
    method: "POST",
    path: "/in/orders",
    query: {},
    headers: { "content-type": "application/json" },
    body: { order: 10_482, total: 249, currency: "SEK" },
    size: 46,
  },
  manual: {},
};

/** Made-up data of an event, as long as no real one came. */
export function sampleData(kind: TriggerKind): Record<string, unknown> {
  return MADE_UP[kind];
}

/** What every event offers beside its own data. */
const ALWAYS = ["event.type", "event.timestamp", "automation.name"];

/** The single values of an event by the paths that templates and conditions know them by. */
export function fieldPaths(kind: TriggerKind, data: Record<string, unknown>): string[] {
  return [...paths(kind, data), ...ALWAYS];
}

function paths(path: string, value: unknown): string[] {
  if (Array.isArray(value)) return [];
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) =>
      /^[A-Za-z_]\w*$/.test(key) ? paths(`${path}.${key}`, inner) : [],
    );
  }
  return [path];
}
