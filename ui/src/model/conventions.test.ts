import { expect, test } from "vitest";
import { englishOf } from "./conventions";

test.each([
  ["en-US", "en-US"],
  ["en", "en-US"],
  ["en-GB", "en-GB"],
  ["sv-SE", "en-SE"],
  ["sv", "en-SE"],
  ["de-DE", "en-DE"],
])("words are English, and %s is written as %s", (tag, locale) => {
  expect(englishOf(tag)).toBe(locale);
});

test("what is unknown is written as usual", () => {
  for (const tag of [undefined, "C", "", "pt-BR", "xx-ZZ"]) {
    expect(englishOf(tag)).toBe("en-GB");
  }
});

test("the conventions of a region show in numbers and dates", () => {
  const day = new Date(2026, 10, 23);
  const parts = { day: "numeric", month: "short" } as const;
  expect(new Intl.NumberFormat(englishOf("de-DE")).format(10_000)).toBe("10.000");
  expect(new Intl.DateTimeFormat(englishOf("de-DE"), parts).format(day)).toBe("23 Nov");
  expect(new Intl.DateTimeFormat(englishOf("en-US"), parts).format(day)).toBe("Nov 23");
});
