import { describe, expect, test } from "vitest";
import { ago, clock, clockExact, duration, moment, until } from "./time";

const now = new Date(2026, 10, 23, 14, 28, 10).getTime();
const earlier = (millis: number) => new Date(now - millis).toISOString();
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe("how long ago", () => {
  test.each([
    [0, "0 s"],
    [5 * second, "5 s"],
    [59.9 * second, "59 s"],
    [minute, "1 min"],
    [41 * minute, "41 min"],
    [6 * hour + 59 * minute, "6 h"],
    [3 * day, "3 d"],
  ])("%d ms is %s", (span, words) => {
    expect(ago(earlier(span), now)).toBe(words);
  });

  test("is never less than nothing when the clocks differ", () => {
    expect(ago(earlier(-4 * second), now)).toBe("0 s");
  });

  test("and how long until is its mirror", () => {
    expect(until(earlier(-4 * minute), now)).toBe("4 min");
    expect(until(earlier(minute), now)).toBe("0 s");
  });
});

describe("a moment", () => {
  test.each([
    [2 * minute, "14:26"],
    [-2 * minute, "14:30"],
    [15 * hour, "yesterday 23:28"],
    [-day, "tomorrow 14:28"],
    [3 * day, "Friday 14:28"],
    [11 * day, "12 Nov 14:28"],
    [400 * day, "19 Oct 2025 14:28"],
  ])("%d ms ago is said as %s", (span, words) => {
    expect(moment(earlier(span), now)).toBe(words);
  });

  test("has 24 hours and, where wanted, milliseconds", () => {
    expect(clock(earlier(0))).toBe("14:28");
    expect(clockExact(new Date(now + 7).toISOString())).toBe("14:28:10.007");
  });
});

describe("a measured time", () => {
  test.each([
    [312, "312 ms"],
    [1310, "1.31 s"],
    [125_000, "2 min 5 s"],
  ])("%d ms is %s", (span, words) => {
    expect(duration(span)).toBe(words);
  });
});
