import { expect, test } from "vitest";
import { barHeight } from "./health";

test("what happened once can still be seen beside what happened often", () => {
  expect(barHeight(1, 10_000, 70)).toBe(3);
  expect(barHeight(10_000, 10_000, 70)).toBe(70);
  expect(barHeight(0, 10, 70)).toBe(0);
  expect(barHeight(0, 0, 70)).toBe(0);
});
