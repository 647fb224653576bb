import { useSyncExternalStore } from "react";
import { type Preferences, readPreferences } from "../model/preferences";
import { countHours } from "../model/time";

const KEY = "hookloom.preferences";

let preferences = readPreferences(localStorage.getItem(KEY));
const listeners = new Set<() => void>();
countHours(preferences.hours);

/** What a person chose for this window. */
export function present(): Preferences {
  return preferences;
}

/** The same, told anew when it changes. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, present);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Chooses something else, for now and for the next start. */
export function prefer(part: Partial<Preferences>): void {
  preferences = { ...preferences, ...part };
  localStorage.setItem(KEY, JSON.stringify(preferences));
  countHours(preferences.hours);
  for (const listener of listeners) listener();
}
