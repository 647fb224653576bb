import { expect, test } from "vitest";
import { visible, visibleLines, visibleStart } from "./visible";

test("what would steer or turn text around is written out", () => {
  expect(visible("a\u001b[2Jb")).toBe("a\\u001b[2Jb");
  expect(visible("gpj\u202efdp.exe")).toBe("gpj\\u202efdp.exe");
  expect(visible("in\u200bvoice\u200d")).toBe("in\\u200bvoice\\u200d");
  expect(visible("two\nlines")).toBe("two\\u000alines");
});

test("of a very long text the beginning is shown, in whole letters", () => {
  expect(visibleStart("short")).toBe("short");
  expect(visibleStart("a".repeat(10_000))).toBe(`${"a".repeat(500)}…`);
  expect(visibleStart(`${"a".repeat(499)}😀😀`)).toBe(`${"a".repeat(499)}…`);
});

test("lines stay lines where there may be several", () => {
  expect(visibleLines("{\n\t1\r\n}")).toBe("{\n\t1\\u000d\n}");
});

test("what people write stays as it is", () => {
  for (const text of ["Rückgabe ✓ 日本", "عربي", "👨‍👩‍👧", "نمی‌خواهم", "<b>&amp;"]) {
    expect(visible(text)).toBe(text);
  }
});
