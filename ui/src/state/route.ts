import { useSyncExternalStore } from "react";
import { parseRoute, type Route, routeHref } from "../model/route";

/** Asked before a page is left; it answers by going on, or by not doing so. */
type Guard = (goOn: () => void) => void;

let current = location.hash;
let route = parseRoute(current);
let guard: Guard | null = null;
const listeners = new Set<() => void>();

function arrive(hash: string): void {
  current = hash;
  route = parseRoute(hash);
  for (const listener of listeners) listener();
}

window.addEventListener("hashchange", () => {
  const wanted = location.hash;
  if (wanted === current) return;
  if (!guard) return arrive(wanted);
  // Stay where the changes are until the person has decided.
  history.replaceState(null, "", current || "#/");
  guard(() => {
    guard = null;
    location.hash = wanted;
    arrive(wanted);
  });
});

/** The screen that is shown. */
export function useRoute(): Route {
  return useSyncExternalStore(subscribe, () => route);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Goes to a screen; with `replace` the way back does not pass here again. */
export function go(to: Route, how: "push" | "replace" = "push"): void {
  const href = routeHref(to);
  if (how === "push") {
    location.hash = href;
  } else {
    history.replaceState(null, "", href);
    arrive(href);
  }
}

/** Has `ask` decide whether the page may be left. Returns how to let go of it. */
export function guardLeaving(ask: Guard): () => void {
  guard = ask;
  return () => {
    if (guard === ask) guard = null;
  };
}
