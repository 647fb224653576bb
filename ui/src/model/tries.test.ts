import { expect, test } from "vitest";
import { laterTries, triesInWords } from "./tries";

const now = new Date(2026, 10, 23, 14, 28, 3).getTime();
const after = (...seconds: number[]) => seconds.map((s) => new Date(now + s * 1000).toISOString());

test("the first tries are said with their clock times, and the last one", () => {
  expect(triesInWords(after(5, 305, 2105, 9305, 100_000), now)).toBe(
    "If it fails, again at 14:28:08, 14:33, 15:03 … tomorrow 18:14.",
  );
});

test("few tries are said whole", () => {
  expect(triesInWords(after(10, 600), now)).toBe("If it fails, again at 14:28:13, 14:38.");
});

test("no further try is said too", () => {
  expect(triesInWords([], now)).toBe("If it fails, it is not tried again.");
});

test("what comes after the next try is listed, a long list without its middle", () => {
  expect(laterTries(after(5, 305, 2105), now)).toBe("If it fails: 14:33, 15:03.");
  expect(laterTries(after(5), now)).toBeNull();
  const many = after(...Array.from({ length: 20 }, (_, n) => n * 60));
  const listed = "14:29, 14:30, 14:31, 14:32, 14:33, 14:34, 14:35";
  expect(laterTries(many, now)).toBe(`If it fails: ${listed} … 14:47.`);
});
