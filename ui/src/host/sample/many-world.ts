import type { Automation } from "../../bindings/Automation";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { DeliveryState } from "../../bindings/DeliveryState";
import { busyWorld } from "./busy-world";
import { sampleId, stamp, type World } from "./world";

const MANY = 100_000;
const APART_MS = 20_000;

/** A log of 100,000 deliveries, as after some weeks of work. */
export function manyWorld(now: number): World {
  const world = busyWorld(now);
  const patterns = world.deliveries.filter((one) => one.request && one.attempts.length > 0);
  world.deliveries = Array.from({ length: MANY }, (_, index) => {
    const pattern = patterns[(index * 7) % patterns.length] as DeliveryDetail;
    return another(pattern, world.automations, index, now - index * APART_MS);
  });
  // Ids of the same moment are counted up, and the list was made from the newest on.
  world.deliveries.sort((a, b) => (a.row.id < b.row.id ? 1 : -1));
  return world;
}

function another(
  pattern: DeliveryDetail,
  automations: Automation[],
  index: number,
  at: number,
): DeliveryDetail {
  const state = stateOf(index, at);
  const failed = state.state === "failed";
  const row = {
    ...pattern.row,
    id: sampleId("dlv", at),
    state,
    summary: `invoice-${MANY - index}.pdf added`,
    automation_name:
      automations.find((one) => one.id === pattern.row.automation)?.settings.name ?? "",
    created_at: stamp(at),
    last_status: failed ? 503 : pattern.row.last_status,
    took_ms: 20 + (index % 300),
  };
  return { ...pattern, row };
}

function stateOf(index: number, at: number): DeliveryState {
  if (index % 97 === 3) {
    return { state: "failed", at: stamp(at), reason: { type: "exhausted", attempts: 8 } };
  }
  if (index % 499 === 7) return { state: "cancelled", at: stamp(at) };
  return { state: "succeeded", at: stamp(at) };
}
