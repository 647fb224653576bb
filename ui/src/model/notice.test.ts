import { expect, test } from "vitest";
import { lasting, noticeWords } from "./notice";

const now = Date.parse("2026-11-26T14:00:00Z");
const at = "2026-11-26T13:00:00.000Z";

test("a clock that was set is told in the unit that fits", () => {
  const said = (seconds: number) => noticeWords({ type: "clock_jumped", at, seconds }, now);
  expect(said(3600)).toContain("60 minutes forward");
  expect(said(-7200)).toContain("2 hours back");
  expect(said(5 * 86_400)).toContain("5 days forward");
});

test("a restored backup says what is missing, as far as it is known", () => {
  const restored = { type: "restored", at, kept_as: "/old.db" } as const;
  expect(noticeWords({ ...restored, backup: at, missing: 14 }, now)).toContain(
    "14 newer entries are missing",
  );
  expect(noticeWords({ ...restored, backup: at, missing: null }, now)).toContain(
    "newer entries may be missing",
  );
  expect(noticeWords({ ...restored, backup: null, missing: null }, now)).toContain(
    "started with an empty one",
  );
});

test("what lasts can not be put away", () => {
  expect(lasting({ type: "disk_full", since: at })).toBe(true);
  expect(lasting({ type: "log_shortened", at, deliveries: 3 })).toBe(false);
});
