import { useSyncExternalStore } from "react";
import type { Notice } from "../model/notice-list";

/** More than this nobody reads. */
const KEPT = 100;

let notices: readonly Notice[] = [];
const listeners = new Set<() => void>();

/** Keeps what was said, the newest first. */
export function note(notice: Notice): void {
  notices = [notice, ...notices].slice(0, KEPT);
  for (const listener of listeners) listener();
}

/** What was said since the window was opened, the newest first. */
export function useNotices(): readonly Notice[] {
  return useSyncExternalStore(subscribe, () => notices);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
