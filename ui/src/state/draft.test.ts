import { expect, test } from "vitest";
import { fits } from "./draft";

const like = { name: "", file: { folder: "" }, group: null, sends: [{ path: "" }], rows: [] };

test("a draft of the present form fits, whatever was written", () => {
  const kept = { name: "A", file: { folder: "/in" }, group: { rows: [] }, sends: [], rows: [1] };
  expect(fits(kept, like)).toBe(true);
});

test("a draft of an older window, which lacks a field anywhere, is left alone", () => {
  expect(fits({ name: "", group: null, sends: [], rows: [] }, like)).toBe(false);
  expect(fits({ ...like, file: {} }, like)).toBe(false);
  expect(fits({ ...like, sends: [{ path: "" }, {}] }, like)).toBe(false);
  expect(fits({ ...like, rows: null }, like)).toBe(false);
  expect(fits(null, like)).toBe(false);
});
