/** Which automations a list shows, and in which order. */

import type { AutomationRow } from "../bindings/AutomationRow";
import { failures } from "./failures";
import { match } from "./match";
import { plain } from "./rich";
import type { AutomationsView } from "./route";
import { sentenceOf } from "./sentence";

/** What lists can be narrowed to. */
export const SHOWS = ["on", "off", "problems"] as const;
/** By what lists can be sorted. */
export const SORTS = ["name", "result", "busy"] as const;

export type Show = (typeof SHOWS)[number];
export type Sort = (typeof SORTS)[number];

/** Whether a person should look at it: it can't work, or what it sent last did not arrive. */
export function hasProblem({ trigger, last, automation }: AutomationRow, now: number): boolean {
  if (!automation.settings.enabled) return false;
  if (trigger.type === "broken" || last?.state === "failed") return true;
  return last?.state === "pending" && Date.parse(last.at) > now;
}

/** The rows that a view leaves, in its order. The runner gives them by name. */
export function shownRows(
  rows: AutomationRow[],
  view: AutomationsView,
  nameOf: (destination: string) => string | undefined,
  now: number,
): AutomationRow[] {
  const left = rows.filter(
    (row) => isShown(row, view, now) && (!view.search || isFound(row, view.search, nameOf)),
  );
  if (view.sort === "result") return left.sort((a, b) => when(b) - when(a));
  if (view.sort === "busy") return left.sort((a, b) => traffic(b) - traffic(a));
  return left;
}

function isShown(row: AutomationRow, { show, kind }: AutomationsView, now: number): boolean {
  const { enabled, trigger } = row.automation.settings;
  if (kind && trigger.type !== kind) return false;
  if (show === "problems") return hasProblem(row, now);
  return !show || enabled === (show === "on");
}

function isFound(
  { automation }: AutomationRow,
  search: string,
  nameOf: (destination: string) => string | undefined,
): boolean {
  const { settings } = automation;
  return match(`${settings.name} ${plain(sentenceOf(settings, nameOf))}`, search) !== null;
}

function when({ last }: AutomationRow): number {
  return last ? Date.parse(last.at) : 0;
}

function traffic({ hours }: AutomationRow): number {
  return hours.reduce((sum, hour) => sum + hour.sent + failures(hour), 0);
}
