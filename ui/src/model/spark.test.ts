import { expect, test } from "vitest";
import { mostOf, sparkBars } from "./spark";

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
