import { triggerId } from "../../model/map/graph";
import type { Route } from "../../model/route";

const TRIGGER = triggerId("");

/**
 * The draft that joins a box to a destination: from a trigger a new automation that starts in the
 * same way, from an automation one more destination, from nothing a new automation.
 */
export function draftOf(from: string | null, to: string): Route {
  if (from === null) return { screen: "automation", id: null, copyOf: null, to };
  if (from.startsWith(TRIGGER)) {
    return { screen: "automation", id: null, copyOf: from.slice(TRIGGER.length), to };
  }
  return { screen: "automation", id: from, copyOf: null, to };
}
