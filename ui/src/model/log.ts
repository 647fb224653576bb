import type { DeliveryPage } from "../bindings/DeliveryPage";
import type { DeliveryRow } from "../bindings/DeliveryRow";

/** The part of the log that is held in memory: newest first, without gaps in between. */
export interface Log {
  /** How many newer ones there are, which are not held. */
  above: number;
  rows: DeliveryRow[];
  /** Whether the last row is the oldest of all. */
  ended: boolean;
  /** How many there are in all, as far as they were counted. */
  total: number;
  /** Counting stopped there. */
  more: boolean;
  /** How many the search does not know yet. */
  unread: number;
}

/** A log of which nothing is known yet. */
export const emptyLog: Log = {
  above: 0,
  rows: [],
  ended: false,
  total: 0,
  more: false,
  unread: 0,
};

/** What `list_deliveries` was asked for. */
export interface Asked {
  after: string | null;
  before: string | null;
  skip: number;
  limit: number;
}

/** A page from the newest on. */
export const newest = (limit: number): Asked => ({ after: null, before: null, skip: 0, limit });

/** A page of what comes after a delivery. */
export const older = (after: string, limit: number): Asked => ({ ...newest(limit), after });

/** A page of what is just above a delivery. */
export const newer = (before: string, limit: number): Asked => ({ ...newest(limit), before });

/**
 * Puts what was just read in the place of what was there before. A page speaks for all ids from
 * `after` down to its last row (to the very end if it is not full), so what it leaves out there
 * is gone.
 */
export function absorb(log: Log, page: DeliveryPage, asked: Asked): Log {
  const { total, more, unread } = page;
  const counts = { total, more, unread };
  const full = page.rows.length >= asked.limit;
  if (asked.before) return { ...prepend(log, page.rows, full), ...counts };
  const end = full ? page.rows.at(-1)?.id : undefined;
  const above = log.rows.filter((row) => asked.after !== null && row.id >= asked.after);
  const below = log.rows.filter((row) => end !== undefined && row.id < end);
  const rows = [...above, ...page.rows, ...below];
  const reaches = below.length === 0 || rows.length === 0;
  return { above: log.above, rows, ended: reaches ? !full : log.ended, ...counts };
}

function prepend(log: Log, rows: DeliveryRow[], full: boolean): Log {
  const above = full ? Math.max(1, log.above - rows.length) : 0;
  return { ...log, above, rows: [...rows, ...log.rows] };
}

/** What is held after a jump: a page, with so many above it. */
export function landed(page: DeliveryPage, above: number, limit: number): Log {
  const { rows, total, more, unread } = page;
  return { above, rows, ended: rows.length < limit, total, more, unread };
}

/** Holds no more than so many rows; what is further from where one reads is let go. */
export function trimmed(log: Log, most: number, keep: "newest" | "oldest"): Log {
  const extra = log.rows.length - most;
  if (extra <= 0) return log;
  if (keep === "newest") return { ...log, rows: log.rows.slice(0, most), ended: false };
  return { ...log, rows: log.rows.slice(extra), above: log.above + extra };
}

/** How many rows the list is long: those held, those above, and as many below as there may be. */
export function lengthOf(log: Log): number {
  const known = log.above + log.rows.length;
  if (log.ended) return known;
  return Math.max(log.total, known + (log.rows.length > 0 ? 1 : 0));
}

/**
 * Where to read so that everything known of these deliveries is true again: one page that covers
 * the newest of them, and what is still left after it. Deliveries outside of what is held need no
 * reading.
 */
export function nextReading(log: Log, changed: ReadonlySet<string>, limit: number): Asked | null {
  const oldest = log.rows.at(-1)?.id;
  const top = log.above > 0 ? log.rows[0]?.id : undefined;
  const relevant = [...changed].filter(
    (id) => (log.ended || !oldest || id >= oldest) && (!top || id < top),
  );
  const first = relevant.sort().at(-1);
  if (first === undefined) return null;
  const before = log.rows.filter((row) => row.id > first).at(-1);
  return before ? older(before.id, limit) : newest(limit);
}

/** The changed deliveries that a page did not speak for. */
export function stillUnread(
  changed: ReadonlySet<string>,
  page: DeliveryPage,
  asked: Asked,
): Set<string> {
  const full = page.rows.length >= asked.limit;
  const end = full ? page.rows.at(-1)?.id : undefined;
  return new Set([...changed].filter((id) => end !== undefined && id < end));
}

/** Puts one row in its place, or takes it out. */
export function replaced(log: Log, id: string, row: DeliveryRow | undefined): Log {
  const rows = row
    ? log.rows.map((one) => (one.id === id ? row : one))
    : log.rows.filter((one) => one.id !== id);
  return { ...log, rows };
}
