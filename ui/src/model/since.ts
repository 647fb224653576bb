const HOUR = 3_600_000;

/** Moments that are offered to look back to. */
export const SINCE = ["hour", "day", "week", "month", "own"] as const;
export type Since = (typeof SINCE)[number];

const BACK: Record<Exclude<Since, "own">, number> = {
  hour: HOUR,
  day: 24 * HOUR,
  week: 7 * 24 * HOUR,
  month: 30 * 24 * HOUR,
};

/** The moment that was chosen; nothing while one's own is no moment. */
export function sinceMoment(since: Since, own: string, now: number): string | null {
  if (since !== "own") return new Date(now - BACK[since]).toISOString();
  const typed = Date.parse(own);
  return Number.isNaN(typed) ? null : new Date(typed).toISOString();
}

/** A moment as a field for date and time has it: `2026-11-23T14:28`, in this time zone. */
export function localInput(at: number): string {
  const date = new Date(at);
  const local = new Date(at - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
