import type { Chosen } from "../../bindings/Chosen";
import type { DeliveryAct } from "../../bindings/DeliveryAct";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { DeliveryFilter } from "../../bindings/DeliveryFilter";
import type { DeliveryRow } from "../../bindings/DeliveryRow";
import type { World } from "./world";

/** The chosen deliveries, newest first. */
export function select(world: World, chosen: Chosen): DeliveryDetail[] {
  if (chosen.type === "these") {
    const ids = new Set(chosen.ids);
    return world.deliveries.filter((one) => ids.has(one.row.id));
  }
  return filtered(world, chosen.filter);
}

function filtered(world: World, filter: DeliveryFilter): DeliveryDetail[] {
  const { states, automation, destination, last_seconds, since, until, tests } = filter;
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  const anything =
    !automation && !destination && !last_seconds && !since && !until && tests === "all";
  if (anything && words.length === 0 && states.length === 0) return world.deliveries;
  const from = last_seconds ? Date.now() - last_seconds * 1000 : Date.parse(since ?? "");
  const to = Date.parse(until ?? "");
  const inTime = ({ created_at }: DeliveryRow) => {
    if (Number.isNaN(from) && Number.isNaN(to)) return true;
    const at = Date.parse(created_at);
    return !(at < from) && !(at >= to);
  };
  return world.deliveries.filter((one) => {
    const { row } = one;
    return (
      (states.length === 0 || states.includes(row.state.state)) &&
      (!automation || row.automation === automation) &&
      (!destination || row.destination === destination) &&
      (tests === "all" || row.test === (tests === "only")) &&
      inTime(row) &&
      words.every((word) => textOf(one).includes(word))
    );
  });
}

/** A row is made anew whenever something about its delivery changes. */
const texts = new WeakMap<DeliveryRow, string>();

function textOf({ row, request, sentence, attempts }: DeliveryDetail): string {
  const known = texts.get(row);
  if (known) return known;
  const answers = attempts.map(({ outcome }) =>
    outcome.type === "answered" ? outcome.body : outcome.message,
  );
  const parts = [row.id, row.summary, row.automation_name, row.destination_name, sentence];
  const text = [...parts, request?.url, request?.body, ...answers].join(" ").toLowerCase();
  texts.set(row, text);
  return text;
}

/** Whether something can be done with a delivery. */
export function fits(act: DeliveryAct, { row, request }: DeliveryDetail): boolean {
  const { state } = row.state;
  switch (act) {
    case "send_again":
      return request !== null && ["succeeded", "failed", "cancelled"].includes(state);
    case "send_anew":
      return ["succeeded", "failed", "cancelled", "skipped"].includes(state);
    case "retry_now":
      return state === "pending";
    case "stop":
      return state === "pending" || state === "held";
  }
}
