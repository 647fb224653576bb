import { expect, test } from "vitest";
import { barsPath, mostOf, sparkBars } from "./spark";

const hour = (sent: number, failed_tries = 0) => ({
  at: "",
  sent,
  failed: 0,
  failed_tries,
  left_out: 0,
});

test("the highest hour fills the room, one of few is still seen, none is nothing", () => {
  const hours = [hour(100, 100), hour(1, 1), hour(0)];
  expect(sparkBars(hours, mostOf([hours]))).toEqual([
    { up: 18, down: 7 },
    { up: 2, down: 2 },
    { up: 0, down: 0 },
  ]);
});

test("what was given up without a failed attempt is seen as well", () => {
  const hours = [{ ...hour(0), failed: 4 }];
  expect(sparkBars(hours, mostOf([hours]))).toEqual([{ up: 0, down: 7 }]);
});

test("rows are compared by the same measure", () => {
  const most = mostOf([[hour(4)], [hour(16)]]);
  expect(sparkBars([hour(4)], most)).toEqual([{ up: 9, down: 0 }]);
  expect(mostOf([])).toBe(1);
});

test("bars of one kind are one path, each closed and as high as it says", () => {
  expect(barsPath([])).toBe("");
  expect(
    barsPath([
      { x: 0, y: 2, high: 18 },
      { x: 6, y: 18, high: 2 },
    ]),
  ).toBe(
    "M0 3q0-1 1-1h2q1 0 1 1v16q0 1-1 1h-2q-1 0-1-1z" +
      "M6 19q0-1 1-1h2q1 0 1 1v0q0 1-1 1h-2q-1 0-1-1z",
  );
});
