import { expect, test } from "vitest";
import { bytesOf, inUnit, isSize, SIZE_UNITS, unitOf } from "./size-unit";

test("a size is shown in the largest unit that keeps it whole", () => {
  expect(unitOf("1000")).toBe("bytes");
  expect(unitOf("2048")).toBe("kb");
  expect(unitOf(String(5 * 1024 ** 2))).toBe("mb");
  expect(unitOf(String(3 * 1024 ** 3))).toBe("gb");
  expect(unitOf("0")).toBe("bytes");
  expect(unitOf("")).toBe("bytes");
  expect(unitOf("{{ x }}")).toBe("bytes");
});

test("what is written in a unit is kept in bytes, and reads the same again", () => {
  expect(bytesOf("1.5", "kb")).toBe("1536");
  for (const unit of SIZE_UNITS) {
    for (const written of ["1", "7", "250"]) {
      const bytes = bytesOf(written, unit);
      expect(inUnit(bytes, unit)).toBe(written);
      expect(inUnit(bytes, unitOf(bytes))).not.toContain(".");
    }
  }
});

test("what is no number stays as it is", () => {
  for (const text of ["", " ", "a lot"]) {
    expect(bytesOf(text, "mb")).toBe(text);
    expect(inUnit(text, "mb")).toBe(text);
  }
});

test("only sizes have units", () => {
  expect(isSize("file.size")).toBe(true);
  expect(isSize("inbound.body.size")).toBe(false);
  expect(isSize("file.name")).toBe(false);
});
