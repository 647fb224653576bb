import type { Automation } from "../../bindings/Automation";
import type { AutomationRow } from "../../bindings/AutomationRow";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { DestinationRow } from "../../bindings/DestinationRow";
import type { InboundStatus } from "../../bindings/InboundStatus";
import type { InboundTrigger } from "../../bindings/InboundTrigger";
import type { LastResult } from "../../bindings/LastResult";
import type { RunnerStatus } from "../../bindings/RunnerStatus";
import type { TriggerStatus } from "../../bindings/TriggerStatus";
import { daysOf, hoursOf, within } from "./history";
import { nextRuns } from "./next-runs";
import { INBOUND, NETWORK, stamp, type World } from "./world";

const DAY_MS = 86_400_000;

/** How the simulated runner is. */
export function statusOf(world: World): RunnerStatus {
  return {
    version: "0.1.0",
    pid: 4410,
    started_at: stamp(Date.now() - DAY_MS),
    data_folder: "/home/karin/.local/share/hookloom",
    state: world.state,
    offline: world.offline,
    automations: world.automations.length,
    automations_on: world.automations.filter((one) => one.settings.enabled).length,
    waiting: count(world.deliveries, "pending"),
    held: count(world.deliveries, "held"),
    failed_24h: count(world.deliveries, "failed"),
    inbound: inboundOf(world),
    secrets: world.secrets,
    notices: world.notices,
  };
}

/** An automation and how it is doing. */
export function automationRow(world: World, automation: Automation): AutomationRow {
  return {
    automation,
    trigger: triggerStatus(world, automation),
    last: lastResult(world, automation.id),
    hours: hoursOf(world, automation.id),
  };
}

/** A destination and how it is doing. */
export function destinationRow(
  world: World,
  destination: DestinationRow["destination"],
): DestinationRow {
  const { id } = destination;
  const mine = world.deliveries.filter((one) => one.row.destination === id);
  const recent = mine.filter((one) => Date.now() - Date.parse(one.row.created_at) < DAY_MS);
  return {
    destination,
    used_by: world.automations
      .filter((one) => one.settings.sends.some((send) => send.destination === id))
      .map((one) => one.id),
    waiting: count(mine, "pending", "held"),
    offline: destination.built_in || count(mine, "pending") === 0 ? null : world.offline,
    sent_24h: count(recent, "succeeded"),
    failed_24h: count(recent, "failed"),
    days: daysOf(world, id),
    typical_ms: within(
      world.counted.filter((one) => one.destination === id && Date.now() - one.at < 7 * DAY_MS),
      0.5,
    ),
  };
}

function count(deliveries: DeliveryDetail[], ...states: string[]): number {
  return deliveries.filter((one) => states.includes(one.row.state.state)).length;
}

function triggerStatus(world: World, automation: Automation): TriggerStatus {
  const { enabled, trigger } = automation.settings;
  const broken = world.broken[automation.id];
  if (!enabled) return { type: "off" };
  if (broken) return { type: "broken", message: broken };
  return {
    type: "ready",
    next_at: trigger.type === "schedule" ? (nextRuns(trigger, Date.now())[0]?.at ?? null) : null,
    address: trigger.type === "inbound" ? `${baseOf(trigger)}${trigger.name}` : null,
    note: null,
  };
}

function lastResult(world: World, id: string): LastResult | null {
  const newest = world.deliveries.find((one) => one.row.automation === id)?.row;
  if (!newest) return null;
  const { state } = newest;
  const at =
    state.state === "pending" ? state.due_at : state.state === "held" ? state.since : state.at;
  return { delivery: newest.id, state: state.state, at, status: newest.last_status };
}

/** Other computers can call while an automation lets them. */
function inboundOf(world: World): InboundStatus {
  if (world.inbound.type !== "listening") return world.inbound;
  const open = world.automations.some(
    ({ settings: { enabled, trigger } }) =>
      enabled && trigger.type === "inbound" && trigger.callers === "network",
  );
  return { ...world.inbound, network: open ? NETWORK : null };
}

function baseOf(trigger: InboundTrigger): string {
  return trigger.callers === "network" ? NETWORK : INBOUND;
}
