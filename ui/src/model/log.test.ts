import { describe, expect, test } from "vitest";
import type { DeliveryRow } from "../bindings/DeliveryRow";
import { absorb, emptyLog, type Log, nextReading, stillUnread } from "./log";

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
  };
}

const logOf = (total: number, ...ids: string[]): Log => ({ rows: ids.map((id) => row(id)), total });
const ids = (log: Log) => log.rows.map((one) => one.id).join("");

describe("a page that was read", () => {
  test("fills an empty log", () => {
    const page = logOf(9, "e", "d");
    expect(absorb(emptyLog, page, { after: null, limit: 2 })).toEqual(page);
  });

  test("goes on below what is there", () => {
    const log = logOf(5, "e", "d");
    expect(ids(absorb(log, logOf(5, "c", "b"), { after: "d", limit: 2 }))).toBe("edcb");
  });

  test("puts new deliveries on top and keeps older ones", () => {
    const log = logOf(4, "d", "c", "b");
    expect(ids(absorb(log, logOf(6, "f", "e", "d"), { after: null, limit: 3 }))).toBe("fedcb");
  });

  test("takes out what no longer belongs here", () => {
    const log = logOf(4, "d", "c", "b", "a");
    expect(ids(absorb(log, logOf(3, "d", "b"), { after: null, limit: 2 }))).toBe("dba");
  });

  test("speaks for everything below when it is not full", () => {
    const log = logOf(4, "d", "c", "b", "a");
    expect(ids(absorb(log, logOf(2, "c"), { after: "d", limit: 100 }))).toBe("dc");
  });
});

describe("what to read after changes", () => {
  const log = logOf(9, "h", "f", "d", "b");

  test("a delivery in the middle is read from the one above it", () => {
    expect(nextReading(log, new Set(["d"]), 100)).toEqual({ after: "f", limit: 100 });
  });

  test("a new delivery is read from the top", () => {
    expect(nextReading(log, new Set(["i", "d"]), 100)).toEqual({ after: null, limit: 100 });
  });

  test("one that now belongs between two others is found", () => {
    expect(nextReading(log, new Set(["e"]), 100)).toEqual({ after: "f", limit: 100 });
  });

  test("what is older than all that is held needs no reading", () => {
    expect(nextReading(log, new Set(["a"]), 100)).toBeNull();
  });

  test("unless the whole log is held", () => {
    expect(nextReading(logOf(2, "h", "f"), new Set(["a"]), 100)).toEqual({
      after: "f",
      limit: 100,
    });
    expect(nextReading(emptyLog, new Set(["a"]), 100)).toEqual({ after: null, limit: 100 });
  });

  test("and what a full page did not reach is read next", () => {
    const left = stillUnread(new Set(["h", "d", "b"]), logOf(9, "h", "f"), {
      after: null,
      limit: 2,
    });
    expect([...left]).toEqual(["d", "b"]);
    expect(stillUnread(new Set(["b"]), logOf(2, "h"), { after: null, limit: 2 }).size).toBe(0);
  });
});
