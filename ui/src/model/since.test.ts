import { expect, test } from "vitest";
import { localInput, sinceMoment } from "./since";

const NOW = Date.parse("2026-11-23T14:28:10.000Z");

test("a span leads back from now", () => {
  expect(sinceMoment("hour", "", NOW)).toBe("2026-11-23T13:28:10.000Z");
  expect(sinceMoment("week", "", NOW)).toBe("2026-11-16T14:28:10.000Z");
});

test("a moment that was typed is one of this time zone", () => {
  const typed = localInput(NOW);
  expect(sinceMoment("own", typed, NOW)).toBe("2026-11-23T14:28:00.000Z");
  expect(sinceMoment("own", "", NOW)).toBeNull();
});
