import { useEffect, useState } from "react";

const PREFIX = "hookloom.draft.";
const KEEP_MS = 400;

/** A form as it was left. */
export interface Kept<Draft> {
  draft: Draft;
  /** When. */
  at: string;
  /** What the form began with, to see whether that has changed meanwhile. */
  base: string;
}

/** What was kept under a name, if there is something of the form's present shape. */
export function keptDraft<Draft extends object>(name: string, like: Draft): Kept<Draft> | null {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + name) ?? "null") as Kept<Draft> | null;
    return kept && fits(kept.draft, like) ? kept : null;
  } catch {
    return null;
  }
}

/** Whether everything that the form has now is there too; an older window had other fields. */
export function fits(kept: unknown, like: unknown): boolean {
  if (Array.isArray(like)) {
    const [first] = like;
    return Array.isArray(kept) && (first === undefined || kept.every((one) => fits(one, first)));
  }
  if (typeof like !== "object" || like === null) return true;
  if (typeof kept !== "object" || kept === null) return false;
  return Object.entries(like).every(
    ([key, value]) => key in kept && fits((kept as Record<string, unknown>)[key], value),
  );
}

/** Forgets what was kept. */
export function forgetDraft(name: string): void {
  localStorage.removeItem(PREFIX + name);
}

/** Keeps the form on this computer as long as it differs from `base`. Gives when it was kept. */
export function useKeptDraft(name: string, draft: object, base: object): string | null {
  const text = JSON.stringify(draft);
  const saved = JSON.stringify(base);
  const [at, setAt] = useState<string | null>(null);
  useEffect(() => {
    if (text === saved) {
      forgetDraft(name);
      setAt(null);
      return;
    }
    const timer = setTimeout(() => {
      const now = new Date().toISOString();
      const kept = `{"draft":${text},"at":${JSON.stringify(now)},"base":${JSON.stringify(saved)}}`;
      try {
        localStorage.setItem(PREFIX + name, kept);
        setAt(now);
      } catch {
        // No room: the form itself is still there.
        setAt(null);
      }
    }, KEEP_MS);
    return () => clearTimeout(timer);
  }, [name, text, saved]);
  return at;
}
