/** What the map shows: boxes and the threads between them. */

import type { AutomationRow } from "../../bindings/AutomationRow";
import type { DestinationRow } from "../../bindings/DestinationRow";
import type { Map as MapView } from "../../bindings/Map";
import type { MapRoute } from "../../bindings/MapRoute";
import type { RouteHealth } from "../../bindings/RouteHealth";
import { words } from "../en";
import { resultOf, type Tone } from "../last-result";
import type { TriggerKind } from "../sample-event";
import { arrange, COLUMNS } from "./layout";
import { triggerBox } from "./trigger-box";

/** A box of the map. */
export interface Box {
  /** As its place is remembered: the id, or `trigger:` and the automation's id. */
  id: string;
  kind: "trigger" | "automation" | "destination";
  title: string;
  note: string;
  /** What it is, for those who can't see it. */
  label: string;
  icon: TriggerKind | "destination" | null;
  tone: Tone | null;
  x: number;
  y: number;
  /** The automation that it is, or that it starts. */
  automation: string | null;
}

/** A thread between two boxes. */
export interface Thread {
  id: string;
  from: string;
  to: string;
  health: RouteHealth;
  /** In pixels, by how much went along it. */
  width: number;
  label: string | null;
  /** How much was sent: when it grows, something travels along. */
  sent: number;
}

/** The whole of it. */
export interface Graph {
  boxes: Box[];
  threads: Thread[];
}

/** The box of an automation's trigger. */
export function triggerId(automation: string): string {
  return `trigger:${automation}`;
}

/** Puts boxes and threads together. */
export function graphOf(
  automations: AutomationRow[],
  destinations: DestinationRow[],
  { routes, places }: MapView,
  now: number,
): Graph {
  const known = new Set(destinations.map((row) => row.destination.id));
  const there = routes.filter((route) => known.has(route.destination));
  const heights = arrange(
    automations.map((row) => row.automation.id),
    [...known],
    there,
  );
  const moved = new Map(places.map((place) => [place.of, place]));
  const boxes = [
    ...automations.flatMap((row) => {
      const y = heights.automations.get(row.automation.id) ?? 0;
      return [triggerOf(row, y, now), automationOf(row, y, now)];
    }),
    ...destinations.map((row) =>
      destinationOf(row, heights.destinations.get(row.destination.id) ?? 0, there),
    ),
  ].map((box) => ({ ...box, x: moved.get(box.id)?.x ?? box.x, y: moved.get(box.id)?.y ?? box.y }));
  return { boxes, threads: threadsOf(automations, there) };
}

function triggerOf(row: AutomationRow, y: number, now: number): Box {
  const { title, note } = triggerBox(row, now);
  return {
    id: triggerId(row.automation.id),
    kind: "trigger",
    title,
    note,
    label: words.map.trigger(title, note),
    icon: row.automation.settings.trigger.type,
    tone: row.trigger.type === "broken" ? "failed" : null,
    x: COLUMNS.triggers,
    y,
    automation: row.automation.id,
  };
}

function automationOf(row: AutomationRow, y: number, now: number): Box {
  const { settings, id } = row.automation;
  const note = settings.enabled ? conditionsOf(row) : words.map.off;
  const { tone, text } = resultOf(row, now);
  return {
    id,
    kind: "automation",
    title: settings.name,
    note,
    label: words.map.automation(settings.name, note, tone ? text : ""),
    icon: null,
    tone,
    x: COLUMNS.automations,
    y,
    automation: id,
  };
}

function conditionsOf({ automation }: AutomationRow): string {
  const { condition } = automation.settings;
  if (!condition) return words.map.always;
  if (condition.type === "expression") return words.map.conditions(1);
  return words.map.conditions(condition.rows.length + (condition.group?.rows.length ?? 0));
}

const WORST: RouteHealth[] = ["failing", "held", "retrying", "healthy", "quiet"];

const TONES: Record<RouteHealth, Tone | null> = {
  failing: "failed",
  held: "held",
  retrying: "waiting",
  healthy: "sent",
  quiet: null,
};

/** The worst of several healths. */
function worst(healths: RouteHealth[]): RouteHealth {
  return WORST.find((one) => healths.includes(one)) ?? "quiet";
}

function destinationOf({ destination }: DestinationRow, y: number, routes: MapRoute[]): Box {
  const { id, settings } = destination;
  const mine = routes.filter((route) => route.destination === id);
  const health = destination.paused ? "held" : worst(mine.map((route) => route.health));
  const host = hostOf(settings.address);
  return {
    id,
    kind: "destination",
    title: settings.name,
    note: host,
    label: words.map.destination(
      settings.name,
      host,
      health === "quiet" ? "" : words.map.healths[health],
    ),
    icon: "destination",
    tone: TONES[health],
    x: COLUMNS.destinations,
    y,
    automation: null,
  };
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

function threadsOf(automations: AutomationRow[], routes: MapRoute[]): Thread[] {
  const sums = automations.map((row) => {
    const mine = routes.filter((route) => route.automation === row.automation.id);
    return { row, mine, sent: Math.max(0, ...mine.map((route) => route.sent)) };
  });
  const most = Math.max(0, ...routes.map((route) => route.sent));
  return [
    ...sums.map(
      ({ row, mine, sent }): Thread => ({
        id: `${triggerId(row.automation.id)} ${row.automation.id}`,
        from: triggerId(row.automation.id),
        to: row.automation.id,
        health: healthOfTrigger(row, mine),
        width: widthOf(sent, most),
        label: null,
        sent,
      }),
    ),
    ...routes.map(
      (route): Thread => ({
        id: `${route.automation} ${route.destination}`,
        from: route.automation,
        to: route.destination,
        health: route.health,
        width: widthOf(route.sent, most),
        label: labelOf(route),
        sent: route.sent,
      }),
    ),
  ];
}

/** A trigger that notices what it should is well, whatever becomes of what it notices. */
function healthOfTrigger({ trigger }: AutomationRow, routes: MapRoute[]): RouteHealth {
  if (trigger.type === "broken") return "failing";
  if (trigger.type === "off") return "quiet";
  if (routes.length > 0 && routes.every((route) => route.health === "held")) return "held";
  return routes.some((route) => route.health !== "quiet") ? "healthy" : "quiet";
}

/** Two to six pixels, by the square root. */
export function widthOf(sent: number, most: number): number {
  if (most === 0) return 2;
  return Math.round((2 + 4 * Math.sqrt(sent / most)) * 2) / 2;
}

/** What a thread says of itself; nothing when nothing goes along it. */
export function labelOf({ health, sent, failed, retrying, held }: MapRoute): string | null {
  switch (health) {
    case "quiet":
      return null;
    case "held":
      return held > 0 ? words.map.held(held) : words.map.paused;
    case "retrying":
      return words.map.sentAndRetrying(sent, retrying);
    case "failing":
      return words.map.sentAndFailed(sent, failed);
    case "healthy":
      return failed > 0 ? words.map.sentAndFailed(sent, failed) : words.map.sent(sent);
  }
}

/** All boxes and threads that a box is joined to, itself too. */
export function pathOf({ threads }: Graph, box: Box): Set<string> {
  const found = new Set([box.id]);
  const follow = (id: string, towards: "from" | "to") => {
    for (const thread of threads) {
      if (thread[towards === "to" ? "from" : "to"] !== id) continue;
      found.add(thread.id);
      found.add(thread[towards]);
      follow(thread[towards], towards);
    }
  };
  follow(box.id, "to");
  follow(box.id, "from");
  return found;
}
