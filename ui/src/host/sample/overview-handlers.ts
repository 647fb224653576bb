import type { Attention } from "../../bindings/Attention";
import type { Away } from "../../bindings/Away";
import type { Bar } from "../../bindings/Bar";
import type { Coming } from "../../bindings/Coming";
import type { Map as MapView } from "../../bindings/Map";
import type { MapRoute } from "../../bindings/MapRoute";
import type { Overview } from "../../bindings/Overview";
import type { Series } from "../../bindings/Series";
import type { Span } from "../../bindings/Span";
import { days, stretches, summed, within } from "./history";
import { answered } from "./sentence";
import type { Handlers, Stage } from "./stage";
import { automationRow, statusOf } from "./views";
import { stamp, type World } from "./world";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

type Commands = "get_overview" | "get_series" | "catch_up" | "get_map" | "arrange_map";

/** What can be asked about everything at once. */
export function overviewHandlers({ world, canUndo }: Stage): Pick<Handlers, Commands> {
  return {
    get_overview: () => overview(world, Date.now()),
    get_series: ({ span }) => series(world, span, Date.now()),
    catch_up: () => catchUp(world, Date.now()),
    get_map: () => map(world, Date.now()),
    arrange_map: ({ places }) => {
      const before = world.places;
      world.places = places;
      const done = places.length === 0 ? "The map was tidied up." : "The map was rearranged.";
      canUndo(done, () => {
        world.places = before;
      });
      return places;
    },
  };
}

function overview(world: World, now: number): Overview {
  const status = statusOf(world);
  const [midnight = now] = days(now, 1);
  const since = (from: number, to: number) =>
    world.counted
      .filter((one) => one.at >= from && one.at <= to)
      .reduce((all, one) => all + one.sent, 0);
  const lately = world.counted.filter((one) => now - one.at < DAY);
  const pending = dues(world, now);
  return {
    used: world.deliveries.length > 0,
    sent_today: since(midnight, now),
    sent_week_ago: world.counted.some((one) => now - one.at > 7 * DAY)
      ? since(midnight - 7 * DAY, now - 7 * DAY)
      : null,
    waiting: status.waiting,
    next_try: pending[0] ?? null,
    held: status.held,
    failed_24h: status.failed_24h,
    failed_to: failedTo(world, now - DAY),
    typical_ms: within(lately, 0.5),
    nearly_all_ms: within(lately, 0.95),
    attention: attention(world),
    coming: coming(world).slice(0, 6),
  };
}

function dues(world: World, now: number): string[] {
  const at = (one: World["deliveries"][number]) =>
    one.row.state.state === "pending" ? one.row.state.due_at : "";
  return world.deliveries
    .map(at)
    .filter((due) => due && Date.parse(due) > now)
    .sort();
}

function failedTo(world: World, since: number): string[] {
  const failed = world.deliveries.filter(
    ({ row }) => row.state.state === "failed" && Date.parse(row.state.at) >= since,
  );
  return [...new Set(failed.map((one) => one.row.destination_name))];
}

function attention(world: World): Attention[] {
  const found: Attention[] = [];
  if (world.inbound.type === "unavailable") {
    found.push({ type: "unreachable", message: world.inbound.message });
  }
  for (const automation of world.automations) {
    const { trigger } = automationRow(world, automation);
    if (trigger.type !== "broken") continue;
    const { name } = automation.settings;
    found.push({ type: "broken", automation: automation.id, name, message: trigger.message });
  }
  for (const destination of world.destinations) found.push(...failing(world, destination.id));
  if (world.state.type === "paused" && held(world).length > 0) {
    found.push({ type: "held", held: held(world).length, until: world.state.until });
  }
  for (const { id, settings, paused } of world.destinations) {
    if (!paused) continue;
    const { since, why, probe } = paused;
    found.push({
      type: "paused",
      destination: id,
      name: settings.name,
      since,
      why,
      probe,
      held: held(world).filter((one) => one.row.destination === id).length,
    });
  }
  return found;
}

function held(world: World) {
  return world.deliveries.filter((one) => one.row.state.state === "held");
}

function failing(world: World, id: string): Attention[] {
  const mine = world.deliveries.filter((one) => one.row.destination === id);
  const ended = mine.filter(({ row }) => ["succeeded", "failed"].includes(row.state.state));
  const sent = ended.findIndex((one) => one.row.state.state === "succeeded");
  const since = sent < 0 ? ended : ended.slice(0, sent);
  const [last] = since;
  const destination = world.destinations.find((one) => one.id === id);
  if (!last || destination?.paused) return [];
  const host = new URL(last.request?.url ?? "http://localhost").hostname;
  const status = last.row.last_status;
  return [
    {
      type: "failing",
      destination: id,
      name: last.row.destination_name,
      failed: since.length,
      delivery: last.row.id,
      automation: last.row.automation,
      why: answered(host, status ?? 0),
      status,
      unmade: false,
    },
  ];
}

function coming(world: World): Coming[] {
  const found: Coming[] = [];
  for (const automation of world.automations) {
    const { trigger } = automationRow(world, automation);
    if (trigger.type !== "ready" || !trigger.next_at) continue;
    const { name } = automation.settings;
    found.push({ type: "run", at: trigger.next_at, automation: automation.id, name });
  }
  for (const { id, settings } of world.destinations) {
    const due = retrying(world)
      .filter((one) => one.row.destination === id)
      .map(({ row }) => (row.state.state === "pending" ? row.state.due_at : ""))
      .sort();
    if (due[0]) {
      const retry = { destination: id, name: settings.name, deliveries: due.length };
      found.push({ type: "retry", at: due[0], ...retry });
    }
  }
  if (world.state.type === "paused" && world.state.until) {
    found.push({ type: "resume", at: world.state.until });
  }
  return found.sort((a, b) => a.at.localeCompare(b.at));
}

function retrying(world: World) {
  return world.deliveries.filter(({ row }) => row.state.state === "pending" && row.attempts > 0);
}

function series(world: World, span: Span, now: number): Series {
  const edges = edgesOf(span, now);
  const counted = world.counted.filter((one) => one.at >= (edges[0] ?? now));
  const bars = summed(edges, counted).map((tally, index): Bar => {
    const until = edges[index + 1] ?? now + DAY;
    const mine = counted.filter((one) => one.at >= (edges[index] ?? 0) && one.at < until);
    return { ...tally, typical_ms: within(mine, 0.5), nearly_all_ms: within(mine, 0.95) };
  });
  return { span, bars, typical_ms: within(counted, 0.5), nearly_all_ms: within(counted, 0.95) };
}

function edgesOf(span: Span, now: number): number[] {
  switch (span) {
    case "hour":
      return stretches(now, 5 * MINUTE, 12);
    case "day":
      return stretches(now, 30 * MINUTE, 48);
    case "week":
      return days(now, 7)
        .flatMap((day) => [0, 1, 2, 3].map((quarter) => day + (quarter * DAY) / 4))
        .filter((at) => at <= now);
    case "month":
      return days(now, 30);
  }
}

function catchUp(world: World, now: number): Away | null {
  const since = world.seen;
  world.seen = now;
  if (since === null || now - since < 10 * MINUTE) return null;
  const counted = world.counted.filter((one) => one.at >= since);
  return {
    since: stamp(since),
    sent: counted.reduce((all, one) => all + one.sent, 0),
    failed: counted.reduce((all, one) => all + one.failed, 0),
    failed_to: failedTo(world, since),
  };
}

function map(world: World, now: number): MapView {
  const routes = world.automations.flatMap((automation) =>
    [...new Set(automation.settings.sends.map((send) => send.destination))].map((destination) =>
      route(world, automation.id, destination, now),
    ),
  );
  return { routes, places: world.places };
}

function route(world: World, automation: string, destination: string, now: number): MapRoute {
  const mine = world.counted.filter(
    (one) => one.automation === automation && one.destination === destination && now - one.at < DAY,
  );
  const of = (one: World["deliveries"][number]) =>
    one.row.automation === automation && one.row.destination === destination;
  const sum = (which: "sent" | "failed") => mine.reduce((all, one) => all + one[which], 0);
  const counts = {
    sent: sum("sent"),
    failed: sum("failed"),
    retrying: retrying(world).filter(of).length,
    held: held(world).filter(of).length,
  };
  const last = world.deliveries.find(
    (one) => of(one) && ["succeeded", "failed"].includes(one.row.state.state),
  );
  const paused = world.destinations.find((one) => one.id === destination)?.paused;
  return {
    automation,
    destination,
    ...counts,
    health:
      paused || counts.held > 0
        ? "held"
        : last?.row.state.state === "failed"
          ? "failing"
          : counts.retrying > 0
            ? "retrying"
            : mine.length > 0
              ? "healthy"
              : "quiet",
  };
}
