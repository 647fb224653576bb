import { expect, test } from "vitest";
import { timeOfDay } from "./schedule-draft";

test.each([
  ["9", "09:00"],
  ["9:05", "09:05"],
  ["09:05", "09:05"],
  ["9.05", "09:05"],
  [" 23:59 ", "23:59"],
  ["soon", "soon"],
  ["", ""],
])("‘%s’ is taken as ‘%s’", (typed, time) => {
  expect(timeOfDay(typed)).toBe(time);
});
