import type { StateName } from "../bindings/StateName";

/** Every state a delivery can be in, in the order in which filters offer them. */
export const STATES: StateName[] = [
  "succeeded",
  "pending",
  "failed",
  "held",
  "skipped",
  "cancelled",
];

/** Whether a text, as from an address, names a state. */
export function isState(text: string | null): text is StateName {
  return STATES.some((state) => state === text);
}
