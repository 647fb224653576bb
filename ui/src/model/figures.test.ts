import { describe, expect, test } from "vitest";
import type { Bar } from "../bindings/Bar";
import type { Series } from "../bindings/Series";
import { comparison, deliveriesSay, figureAndUnit, roundTime, roundUp, when } from "./figures";

function bar(at: string, sent: number, tries = 0): Bar {
  const times = { typical_ms: null, nearly_all_ms: null };
  return {
    at: new Date(at).toISOString(),
    sent,
    failed: 0,
    failed_tries: tries,
    left_out: 0,
    ...times,
  };
}

function series(bars: Bar[]): Series {
  return { span: "day", bars, typical_ms: null, nearly_all_ms: null };
}

const morning = [bar("2026-11-23T10:00", 3), bar("2026-11-23T10:30", 47, 2)];

describe("what the chart says", () => {
  test("names the busiest stretch, up to its end", () => {
    const said = deliveriesSay(series(morning));
    expect(said).toBe("50 sent and 2 tries failed in the last 24 hours. Busiest: 10:30 to 11:00.");
  });

  test("says nothing of tries when none failed, and of the busiest when nothing was sent", () => {
    const quiet = deliveriesSay(series([bar("2026-11-23T10:00", 1)]));
    expect(quiet).toBe("1 sent in the last 24 hours. Busiest: 10:00 to 10:30.");
    expect(deliveriesSay(series([]))).toBe("Nothing was sent in the last 24 hours.");
    expect(deliveriesSay(series([bar("2026-11-23T10:00", 0, 1)]))).toBe(
      "Nothing was sent and 1 try failed in the last 24 hours.",
    );
  });
});

test("a stretch is named as its reach wants it", () => {
  expect(when(morning, 0, "day")).toBe("10:00 to 10:30");
  expect(when(morning, 1, "week")).toBe("Mon 10:30 to 16:30");
  expect(when(morning, 1, "month")).toMatch(/^Mon,? 23 Nov$/);
});

test.each([
  [42, "42 ms"],
  [310, "0.31 s"],
  [1310, "1.31 s"],
  [125_000, "2 min 5 s"],
])("%d ms are said as %s", (millis, said) => {
  expect(roundTime(millis)).toBe(said);
});

test("a time is split into figure and unit", () => {
  expect(figureAndUnit("0.31 s")).toEqual(["0.31", "s"]);
  expect(figureAndUnit("2 min 5 s")).toEqual(["2 min 5", "s"]);
});

test("today is compared with the same day of the last week, if that is known", () => {
  const now = new Date("2026-11-23T12:00").getTime();
  expect(comparison(278, 237, now)).toBe("41 more than last Monday by now");
  expect(comparison(12, 12, now)).toBe("As many as last Monday by now");
  expect(comparison(1, 3, now)).toBe("2 fewer than last Monday by now");
  expect(comparison(1, null, now)).toBe("Since midnight");
});

test.each([
  [0, 1],
  [2, 2],
  [47, 50],
  [255, 300],
  [1001, 2000],
])("the axis above %d ends at %d", (value, top) => {
  expect(roundUp(value)).toBe(top);
});
