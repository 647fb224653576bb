/** What the command palette offers. What happens when something is chosen is a value. */

import type { AutomationRow } from "../bindings/AutomationRow";
import type { Command } from "../bindings/Command";
import type { DeliveryRow } from "../bindings/DeliveryRow";
import type { DestinationRow } from "../bindings/DestinationRow";
import type { RecipeRow } from "../bindings/RecipeRow";
import type { RunnerStatus } from "../bindings/RunnerStatus";
import type { IconName } from "../components/shared/icon-shapes";
import { words } from "./en";
import { resultOf, toneOf } from "./last-result";
import { type Match, match } from "./match";
import { places } from "./places";
import { type Route, wholeActivity } from "./route";
import { placeKey, type ShortcutName } from "./shortcuts";
import { ago } from "./time";

/** What is done when an entry is chosen. */
export type Act =
  | { type: "go"; to: Route }
  | { type: "call"; command: Command; said: string | null }
  | { type: "panel"; panel: "help" | "notices" }
  | { type: "undo" };

/** One entry. */
export interface Entry {
  /** Stays the same, so that what was used lately is found again. */
  id: string;
  icon: IconName;
  label: string;
  detail?: string;
  /** The keys that do the same. */
  keys?: { keys: string } | ShortcutName;
  act: Act;
  /** What Ctrl Enter does instead. */
  run?: Act;
}

/** Entries under their heading. */
export interface Group {
  name: string;
  entries: (Entry & { found: Match })[];
}

/** What there is to choose from. */
export interface Stock {
  automations: AutomationRow[];
  destinations: DestinationRow[];
  /** Those that the runner found for what was typed. */
  deliveries: DeliveryRow[];
  recipes: RecipeRow[];
  status: RunnerStatus | undefined;
  /** The ids of what was chosen lately, the newest first. */
  recent: string[];
}

const MOST = 6;
const HOUR_MS = 3_600_000;

/** What to show for what was typed. */
export function paletteGroups(query: string, stock: Stock, now: number): Group[] {
  const ways = [goTo(), commands(stock, now)];
  const [there, known] = [stock.automations, stock.destinations];
  const named = [
    ...there.flatMap((row) => ofAutomation(row, now)),
    ...known.flatMap(ofDestination),
  ];
  if (!query.trim()) return withRecent(ways, [...ways.flat(), ...named], stock.recent);
  const [places, doing] = ways;
  const groups = [
    group(
      words.palette.automations,
      there.flatMap((row) => ofAutomation(row, now)),
      query,
    ),
    group(words.palette.destinations, known.flatMap(ofDestination), query),
    foundByRunner(deliveriesOf(query, stock.deliveries, now), query),
    group(words.palette.recipes, stock.recipes.map(ofRecipe), query),
    group(words.palette.goTo, places ?? [], query),
    group(words.palette.commands, doing ?? [], query),
  ].filter(({ entries }) => entries.length > 0);
  return groups.sort((a, b) => best(a) - best(b));
}

function withRecent([places = [], doing = []]: Entry[][], all: Entry[], recent: string[]): Group[] {
  const known = recent.flatMap((id) => all.find((entry) => entry.id === id) ?? []);
  return [
    group(words.palette.recent, known.slice(0, MOST), ""),
    group(words.palette.goTo, places, "", places.length),
    group(words.palette.commands, doing, "", doing.length),
  ].filter(({ entries }) => entries.length > 0);
}

function group(name: string, entries: Entry[], query: string, most = MOST): Group {
  const found = entries.flatMap((entry) => {
    const hit = entry.id === query.trim() ? { score: 0, ranges: [] } : match(entry.label, query);
    return hit ? [{ ...entry, found: hit }] : [];
  });
  found.sort((a, b) => a.found.score - b.found.score);
  return { name, entries: found.slice(0, most) };
}

/** The words may stand in a body or an answer, where nothing can be marked. */
function foundByRunner(entries: Entry[], query: string): Group {
  const found = entries.map((entry) => ({
    ...entry,
    found: match(entry.label, query) ?? { score: 2, ranges: [] },
  }));
  return { name: words.palette.deliveries, entries: found.slice(0, MOST) };
}

function best({ entries }: Group): number {
  return Math.min(...entries.map(({ found }) => found.score));
}

function goTo(): Entry[] {
  const numbered = places.map(
    (place, index): Entry => ({
      id: `go ${place.to.screen}`,
      icon: place.icon,
      label: place.label,
      keys: { keys: placeKey(index + 1) },
      act: { type: "go", to: place.to },
    }),
  );
  const deleted: Entry = {
    id: "go deleted",
    icon: "trash",
    label: words.undo.deletedTitle,
    act: { type: "go", to: { screen: "deleted" } },
  };
  return [...numbered, deleted];
}

function commands({ status }: Stock, now: number): Entry[] {
  return [
    {
      id: "new automation",
      icon: "plus",
      label: words.automations.new,
      keys: "newAutomation",
      act: { type: "go", to: { screen: "automation", id: null, copyOf: null } },
    },
    {
      id: "new destination",
      icon: "plus",
      label: words.destinations.new,
      act: { type: "go", to: { screen: "destination", id: null } },
    },
    {
      id: "first run",
      icon: "play",
      label: words.firstRun.title,
      act: { type: "go", to: { screen: "first-run" } },
    },
    ...pausing(status?.state.type === "paused", now),
    {
      id: "failed",
      icon: "failed",
      label: words.palette.failed,
      act: { type: "go", to: { ...wholeActivity, state: "failed" } },
    },
    { id: "undo", icon: "undo", label: words.help.keys.undo, keys: "undo", act: { type: "undo" } },
    {
      id: "notices",
      icon: "bell",
      label: words.undo.notices,
      act: { type: "panel", panel: "notices" },
    },
    {
      id: "help",
      icon: "help",
      label: words.help.title,
      keys: "help",
      act: { type: "panel", panel: "help" },
    },
  ];
}

function pausing(paused: boolean, now: number): Entry[] {
  const call = (command: Command): Act => ({ type: "call", command, said: null });
  if (paused) {
    const act = call({ type: "resume" });
    return [{ id: "resume", icon: "play", label: words.palette.resume, act }];
  }
  const inAnHour = new Date(now + HOUR_MS).toISOString();
  return [
    {
      id: "pause",
      icon: "pause",
      label: words.palette.pause,
      act: call({ type: "pause", until: null, ignore_events: false }),
    },
    {
      id: "pause an hour",
      icon: "pause",
      label: words.palette.pauseHour,
      act: call({ type: "pause", until: inAnHour, ignore_events: false }),
    },
  ];
}

function ofAutomation(row: AutomationRow, now: number): Entry[] {
  const { id, settings } = row.automation;
  const { name, enabled } = settings;
  const run: Act = {
    type: "call",
    command: { type: "run_automation", id, data: null },
    said: words.palette.ran(name),
  };
  return [
    {
      id,
      icon: settings.trigger.type,
      label: name,
      detail: resultOf(row, now).text,
      act: { type: "go", to: { screen: "automation", id, copyOf: null } },
      run,
    },
    { id: `run ${id}`, icon: "play", label: words.palette.run(name), act: run },
    {
      id: `switch ${id}`,
      icon: enabled ? "pause" : "check",
      label: enabled ? words.palette.switchOff(name) : words.palette.switchOn(name),
      act: {
        type: "call",
        command: { type: "switch_automation", id, enabled: !enabled },
        said: enabled ? null : words.palette.switchedOn(name),
      },
    },
  ];
}

function ofDestination({ destination }: DestinationRow): Entry[] {
  const { id, settings, paused, built_in } = destination;
  const { name } = settings;
  const open: Entry = {
    id,
    icon: built_in ? "inbox" : "destination",
    label: name,
    detail: settings.address,
    act: { type: "go", to: { screen: "destination", id } },
  };
  const act: Act = {
    type: "call",
    command: { type: paused ? "resume_destination" : "pause_destination", id },
    said: paused ? words.destinations.resumedNow(name) : words.destinations.pausedNow(name),
  };
  const label = paused ? words.palette.resumeOne(name) : words.palette.pauseOne(name);
  return [open, { id: `pause ${id}`, icon: paused ? "play" : "pause", label, act }];
}

function ofRecipe({ id, name, questions }: RecipeRow): Entry {
  return {
    id: `recipe ${id}`,
    icon: "recipes",
    label: name,
    detail: words.palette.questions(questions.length),
    act: { type: "go", to: { screen: "recipes", use: id } },
  };
}

function deliveriesOf(query: string, rows: DeliveryRow[], now: number): Entry[] {
  const known = rows.map((row): Entry => {
    const tone = toneOf(row.state.state);
    return {
      id: row.id,
      icon: tone === "stopped" ? "stop" : tone,
      label: row.summary,
      detail: `${row.destination_name} · ${words.palette.ago(ago(row.created_at, now))}`,
      act: { type: "go", to: { ...wholeActivity, delivery: row.id } },
    };
  });
  const id = /^dlv_[0-9a-f]{32}$/.exec(query.trim())?.[0];
  if (!id || rows.some((row) => row.id === id)) return known;
  const act: Act = { type: "go", to: { ...wholeActivity, delivery: id } };
  return [{ id, icon: "activity", label: words.palette.delivery(id), act }, ...known];
}
