import { useSyncExternalStore } from "react";

/** What a person wants of this window alone; it stays on this computer. */
export interface Preferences {
  /** Whether keys without Ctrl do something, such as R in the log. */
  singleKeys: boolean;
  /** What was chosen in the palette lately, the newest first. */
  recent: string[];
}

const KEY = "hookloom.preferences";
const AS_DELIVERED: Preferences = { singleKeys: true, recent: [] };

let preferences = read();
const listeners = new Set<() => void>();

/** The window's preferences as they are now. */
export function present(): Preferences {
  return preferences;
}

/** The window's preferences, and every later state of them. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, present);
}

/** Changes some of them; they are remembered as far as the browser lets us. */
export function prefer(change: Partial<Preferences>): void {
  preferences = { ...preferences, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // They hold until the window is closed.
  }
  for (const listener of listeners) listener();
}

function read(): Preferences {
  try {
    return { ...AS_DELIVERED, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return AS_DELIVERED;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
