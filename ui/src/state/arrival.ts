import { useEffect, useRef } from "react";
import { type Route, routeHref } from "../model/route";
import { useRoute } from "./route";

/** A screen that is loaded first gets this long to show its heading. */
const PATIENCE_MS = 5000;
/** A dialog that closes gives the keyboard back first, a moment later. */
const AFTER_DIALOGS_MS = 40;

/**
 * Brings the keyboard along when the screen changes: back to the link by which it was left, or
 * else to the heading of the new screen.
 */
export function useArrival(): void {
  const route = useRoute();
  const screen = screenOf(route);
  const before = useRef({ screen, href: routeHref(route) });
  /** By which address each screen was left last. */
  const left = useRef(new Map<string, string>());

  useEffect(() => {
    const from = before.current;
    const href = routeHref(route);
    before.current = { screen, href };
    if (from.screen === screen) return;
    left.current.set(from.screen, screen);
    const back = left.current.get(screen) === from.screen ? from.href : null;
    return focusWhenThere(back);
  }, [screen, route]);
}

/** What counts as one screen: rows and filters that are chosen in it don't. */
function screenOf(route: Route): string {
  const { screen } = route;
  return screen === "automation" || screen === "destination" ? `${screen} ${route.id}` : screen;
}

function focusWhenThere(back: string | null): () => void {
  const main = document.getElementById("main");
  if (!main) return () => {};
  const watch = new MutationObserver(() => {
    if (focusNow(main, back)) stop();
  });
  const begin = setTimeout(() => {
    if (!focusNow(main, back)) watch.observe(main, { childList: true, subtree: true });
  }, AFTER_DIALOGS_MS);
  const end = setTimeout(() => stop(), PATIENCE_MS);
  const stop = () => {
    watch.disconnect();
    clearTimeout(begin);
    clearTimeout(end);
  };
  return stop;
}

/** Whether there was something to focus. What a person went to meanwhile is left to them. */
function focusNow(main: HTMLElement, back: string | null): boolean {
  const { activeElement } = document;
  // A dialog that is about to go takes the keyboard with it.
  if (activeElement?.closest("[role=dialog]")) return false;
  if (activeElement && main.contains(activeElement) && activeElement !== main) return true;
  const link = back && main.querySelector<HTMLElement>(`a[href="${CSS.escape(back)}"]`);
  const target = link || main.querySelector<HTMLElement>("h1");
  target?.focus();
  return !!target;
}
