import { expect, test } from "vitest";
import type { AutomationRow } from "../bindings/AutomationRow";
import { hasProblem, shownRows } from "./automation-list";
import type { AutomationsView } from "./route";

const NOW = Date.parse("2026-11-26T12:00:00Z");

function row(name: string, more: Partial<AutomationRow> = {}, enabled = true): AutomationRow {
  const at = "2026-11-26T11:00:00Z";
  const trigger = { type: "inbound" as const, name: "orders", methods: [] };
  const settings = { name, enabled, trigger, condition: null, sends: [{ destination: "shop" }] };
  return {
    automation: { id: name, settings, created_at: at, updated_at: at },
    trigger: { type: "ready", next_at: null, address: null, note: null },
    last: null,
    hours: [],
    ...more,
  } as unknown as AutomationRow;
}

const last = (state: string, at: string) => ({ delivery: "d", state, at, status: null }) as never;
const broken = { trigger: { type: "broken", message: "Folder not found." } } as const;
const failed = { last: last("failed", "2026-11-26T10:00:00Z") };
const retrying = { last: last("pending", "2026-11-26T12:05:00Z") };
const onItsWay = { last: last("pending", "2026-11-26T11:59:00Z") };
const busy = { hours: [{ at: "", sent: 5, failed: 0, failed_tries: 1, left_out: 0 }] };

function shown(rows: AutomationRow[], view: AutomationsView): string[] {
  const nameOf = (id: string) => (id === "shop" ? "Web shop" : undefined);
  return shownRows(rows, view, nameOf, NOW).map((one) => one.automation.settings.name);
}

test("a problem is what a person should look at", () => {
  expect([broken, failed, retrying].map((more) => hasProblem(row("a", more), NOW))).toEqual([
    true,
    true,
    true,
  ]);
  expect(hasProblem(row("a", onItsWay), NOW)).toBe(false);
  expect(hasProblem(row("a", failed, false), NOW)).toBe(false);
});

test("a list is narrowed by switch, problems, kind and words", () => {
  const rows = [row("Bells"), row("Café", failed), row("Door", {}, false)];
  expect(shown(rows, { show: "on" })).toEqual(["Bells", "Café"]);
  expect(shown(rows, { show: "off" })).toEqual(["Door"]);
  expect(shown(rows, { show: "problems" })).toEqual(["Café"]);
  expect(shown(rows, { kind: "file" })).toEqual([]);
  expect(shown(rows, { search: "cafe" })).toEqual(["Café"]);
  expect(shown(rows, { search: "web orders" })).toEqual(["Bells", "Café", "Door"]);
});

test("a list is sorted by name, by what happened last, or by how much", () => {
  const rows = [row("A"), row("B", failed), row("C", busy), row("D", onItsWay)];
  expect(shown(rows, {})).toEqual(["A", "B", "C", "D"]);
  expect(shown(rows, { sort: "result" })).toEqual(["D", "B", "A", "C"]);
  expect(shown(rows, { sort: "busy" })[0]).toBe("C");
});
