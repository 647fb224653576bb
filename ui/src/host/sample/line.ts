/** Who waits for whom in the simulated world, and for whom there is no room: the runner's rules. */

import type { AutomationSettings } from "../../bindings/AutomationSettings";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { Destination } from "../../bindings/Destination";
import type { Problem } from "../../bindings/Problem";
import type { Send } from "../../bindings/Send";
import type { Counted } from "./history";
import { contextOf, filled } from "./render";
import type { Happening } from "./simulate";
import { stamp, type World } from "./world";

const keys = new WeakMap<DeliveryDetail, string>();

const waits = ({ row }: DeliveryDetail) => ["pending", "held"].includes(row.state.state);

/** Puts a new delivery behind an earlier one of its key, or skips it where enough wait already. */
export function lineUp(
  world: World,
  delivery: DeliveryDetail,
  made: { settings: AutomationSettings; send: Send; destination: Destination; what: Happening },
  at: number,
): void {
  const { settings, send, destination, what } = made;
  const { waiting: most } = destination.settings.limits;
  const there = world.deliveries.filter(
    (one) => waits(one) && one.row.destination === destination.id,
  );
  if (most !== null && there.length >= most) {
    const why = `${most} were waiting already, as many as the destination allows`;
    const state = {
      state: "skipped" as const,
      at: stamp(at),
      reason: { type: "full" as const, why },
    };
    delivery.row = { ...delivery.row, state };
    world.counted.push(leftOut(delivery, at));
    return;
  }
  if (send.useless_after_seconds !== null) {
    delivery.useless_at = stamp(at + send.useless_after_seconds * 1000);
  }
  if (send.order.type === "any") return;
  const key = filled(send.order.template, contextOf(settings, what, at));
  const ahead = there.find((one) => keys.get(one) === key && !one.row.behind);
  keys.set(delivery, key);
  if (!ahead) return;
  delivery.row = { ...delivery.row, behind: true };
  delivery.waits = { for: "earlier", delivery: ahead.row.id, key };
}

function leftOut({ row }: DeliveryDetail, at: number): Counted {
  const { automation, destination } = row;
  const nothing = { sent: 0, failed: 0, failedTries: 0, tookMs: 0 };
  return { at, automation, destination, ...nothing, leftOut: 1 };
}

/** The one that may go because another of its key has come to its end. */
export function nextInLine(world: World, gone: DeliveryDetail): DeliveryDetail | undefined {
  const key = keys.get(gone);
  if (key === undefined || waits(gone)) return undefined;
  const next = world.deliveries.findLast(
    (one) =>
      waits(one) &&
      one.row.behind &&
      one.row.automation === gone.row.automation &&
      one.row.destination === gone.row.destination &&
      keys.get(one) === key,
  );
  if (!next) return undefined;
  next.row = { ...next.row, behind: false };
  next.waits = null;
  return next;
}

/** A number that has to lie between 1 and a most, if there is one. */
export function checkLimit(field: string, limit: number | null, most: number): Problem[] {
  if (limit === null || (limit >= 1 && limit <= most)) return [];
  return [{ field, message: `Enter 1 to ${most}; you wrote ${limit}.` }];
}
