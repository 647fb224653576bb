import { expect, test } from "vitest";
import { readPreferences, usualPreferences } from "./preferences";

test("what was never chosen is as usual", () => {
  expect(readPreferences(null)).toEqual(usualPreferences);
});

test("what was chosen counts, each for itself", () => {
  const kept = readPreferences('{"hours": 12, "onClose": "quit", "sayArrivals": false}');
  expect(kept).toEqual({ ...usualPreferences, hours: 12, onClose: "quit", sayArrivals: false });
});

test("what makes no sense counts as not chosen", () => {
  for (const text of [
    "",
    "no",
    "7",
    "null",
    '{"hours": 13, "onClose": "x", "singleKeys": 1, "sayArrivals": "no", "sealedFileRead": 1}',
  ]) {
    expect(readPreferences(text)).toEqual(usualPreferences);
  }
});

test("samples that were kept are read, and what is broken of them is left out", () => {
  const sample = { automation: "atm_1", event: "evt_1" };
  const text = JSON.stringify({ samples: { atm_1: sample, atm_2: { event: 3 }, atm_3: null } });
  expect(readPreferences(text).samples).toEqual({ atm_1: sample });
  expect(readPreferences('{"samples": 3}').samples).toEqual({});
});
