import type { DeliveryRow } from "../bindings/DeliveryRow";

/** The part of the log that is held in memory: newest first, without gaps from the newest on. */
export interface Log {
  rows: DeliveryRow[];
  /** How many there are in all. */
  total: number;
}

/** A log of which nothing is known yet. */
export const emptyLog: Log = { rows: [], total: 0 };

/** What `list_deliveries` was asked for. */
export interface Asked {
  after: string | null;
  limit: number;
}

/**
 * Puts what was just read in the place of what was there before. A page speaks for all ids from
 * `after` down to its last row (to the very end if it is not full), so what it leaves out there
 * is gone.
 */
export function absorb(log: Log, page: Log, asked: Asked): Log {
  const full = page.rows.length >= asked.limit;
  const end = full ? page.rows.at(-1)?.id : undefined;
  const newer = log.rows.filter((row) => asked.after !== null && row.id >= asked.after);
  const older = log.rows.filter((row) => end !== undefined && row.id < end);
  return { rows: [...newer, ...page.rows, ...older], total: page.total };
}

/**
 * Where to read so that everything known of these deliveries is true again: one page that covers
 * the newest of them, and what is still left after it. Deliveries older than all that is held
 * need no reading.
 */
export function nextReading(log: Log, changed: ReadonlySet<string>, limit: number): Asked | null {
  const oldest = log.rows.at(-1)?.id;
  const complete = log.rows.length >= log.total;
  const relevant = [...changed].filter((id) => complete || !oldest || id >= oldest);
  const newest = relevant.sort().at(-1);
  if (newest === undefined) return null;
  const before = log.rows.filter((row) => row.id > newest).at(-1);
  return { after: before?.id ?? null, limit };
}

/** The changed deliveries that a page did not speak for. */
export function stillUnread(changed: ReadonlySet<string>, page: Log, asked: Asked): Set<string> {
  const full = page.rows.length >= asked.limit;
  const end = full ? page.rows.at(-1)?.id : undefined;
  return new Set([...changed].filter((id) => end !== undefined && id < end));
}
