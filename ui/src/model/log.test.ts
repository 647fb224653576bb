import { describe, expect, test } from "vitest";
import type { DeliveryPage } from "../bindings/DeliveryPage";
import type { DeliveryRow } from "../bindings/DeliveryRow";
import {
  absorb,
  emptyLog,
  type Log,
  landed,
  lengthOf,
  newer,
  newest,
  nextReading,
  older,
  replaced,
  stillUnread,
  trimmed,
} from "./log";

function row(id: string, attempts = 0): DeliveryRow {
  return {
    id,
    state: { state: "pending", due_at: "2026-11-23T13:28:10.000Z" },
    automation: "atm_1",
    automation_name: "Invoices",
    destination: "dst_1",
    destination_name: "Shop",
    kind: "file.added",
    summary: "a.pdf added",
    created_at: "2026-11-23T13:28:10.000Z",
    attempts,
    last_status: null,
    took_ms: null,
    resent: false,
    test: false,
    copy_of: null,
    behind: false,
  };
}

const rowsOf = (ids: string) => Array.from(ids, (id) => row(id));
const pageOf = (total: number, ids: string): DeliveryPage => ({
  rows: rowsOf(ids),
  total,
  more: false,
  unread: 0,
});
const logOf = (total: number, ids: string, part: Partial<Log> = {}): Log => ({
  ...emptyLog,
  rows: rowsOf(ids),
  total,
  ended: ids.length >= total,
  ...part,
});
const ids = (log: Log) => log.rows.map((one) => one.id).join("");

describe("a page that was read", () => {
  test("fills an empty log", () => {
    const log = absorb(emptyLog, pageOf(9, "ed"), newest(2));
    expect(log).toMatchObject({ above: 0, total: 9, ended: false });
    expect(ids(log)).toBe("ed");
  });

  test("goes on below what is there, and knows the end", () => {
    const log = logOf(5, "ed");
    expect(ids(absorb(log, pageOf(5, "cb"), older("d", 2)))).toBe("edcb");
    expect(absorb(log, pageOf(5, "cb"), older("d", 2)).ended).toBe(false);
    expect(absorb(log, pageOf(3, "c"), older("d", 2)).ended).toBe(true);
  });

  test("puts new deliveries on top and keeps older ones", () => {
    const log = logOf(4, "dcb");
    expect(ids(absorb(log, pageOf(6, "fed"), newest(3)))).toBe("fedcb");
  });

  test("takes out what no longer belongs here", () => {
    const log = logOf(4, "dcba");
    const read = absorb(log, pageOf(3, "db"), newest(2));
    expect(ids(read)).toBe("dba");
    expect(read.ended).toBe(true);
  });

  test("speaks for everything below when it is not full", () => {
    const log = logOf(9, "dcba");
    expect(ids(absorb(log, pageOf(2, "c"), older("d", 100)))).toBe("dc");
  });

  test("goes on above what is there, up to the newest", () => {
    const log = logOf(9, "cb", { above: 5 });
    const read = absorb(log, pageOf(9, "ed"), newer("c", 2));
    expect(ids(read)).toBe("edcb");
    expect(read.above).toBe(3);
    expect(absorb(log, pageOf(9, "d"), newer("c", 2)).above).toBe(0);
  });
});

describe("what is held", () => {
  test("is a piece of the list with so many above it", () => {
    expect(landed(pageOf(50, "ed"), 20, 2)).toMatchObject({ above: 20, ended: false });
    expect(landed(pageOf(50, "e"), 20, 2).ended).toBe(true);
  });

  test("is cut at the side that is further away", () => {
    const log = logOf(9, "fedcba", { ended: true });
    expect(trimmed(log, 4, "newest")).toMatchObject({ above: 0, ended: false });
    expect(ids(trimmed(log, 4, "newest"))).toBe("fedc");
    expect(trimmed(log, 4, "oldest")).toMatchObject({ above: 2, ended: true });
    expect(ids(trimmed(log, 4, "oldest"))).toBe("dcba");
    expect(trimmed(log, 6, "oldest")).toBe(log);
  });

  test("makes a list as long as all there is", () => {
    expect(lengthOf(logOf(50, "ed"))).toBe(50);
    expect(lengthOf(logOf(50, "ed", { above: 10, ended: true }))).toBe(12);
    expect(lengthOf(logOf(2, "ed", { above: 10, ended: false }))).toBe(13);
    expect(lengthOf(emptyLog)).toBe(0);
  });

  test("gets one row anew, or loses it", () => {
    const log = logOf(9, "ed");
    expect(replaced(log, "d", row("d", 3)).rows[1]?.attempts).toBe(3);
    expect(ids(replaced(log, "e", undefined))).toBe("d");
  });
});

describe("what to read after changes", () => {
  const log = logOf(9, "hfdb");

  test("a delivery in the middle is read from the one above it", () => {
    expect(nextReading(log, new Set(["d"]), 100)).toEqual(older("f", 100));
  });

  test("a new delivery is read from the top", () => {
    expect(nextReading(log, new Set(["i", "d"]), 100)).toEqual(newest(100));
  });

  test("one that now belongs between two others is found", () => {
    expect(nextReading(log, new Set(["e"]), 100)).toEqual(older("f", 100));
  });

  test("what is older than all that is held needs no reading", () => {
    expect(nextReading(log, new Set(["a"]), 100)).toBeNull();
  });

  test("nor what is newer, when newer ones are not held", () => {
    const below = logOf(9, "hfdb", { above: 3 });
    expect(nextReading(below, new Set(["i", "h"]), 100)).toBeNull();
    expect(nextReading(below, new Set(["i", "d"]), 100)).toEqual(older("f", 100));
  });

  test("unless the whole log is held", () => {
    expect(nextReading(logOf(2, "hf"), new Set(["a"]), 100)).toEqual(older("f", 100));
    expect(nextReading(emptyLog, new Set(["a"]), 100)).toEqual(newest(100));
  });

  test("and what a full page did not reach is read next", () => {
    const left = stillUnread(new Set(["h", "d", "b"]), pageOf(9, "hf"), newest(2));
    expect([...left]).toEqual(["d", "b"]);
    expect(stillUnread(new Set(["b"]), pageOf(2, "h"), newest(2)).size).toBe(0);
  });
});
