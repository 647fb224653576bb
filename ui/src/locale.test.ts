// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { repairLocale } from "./locale";

function navigatorWith(language: string, languages: string[]): Navigator {
  return { language, languages } as unknown as Navigator;
}

describe("the language of the window", () => {
  test.each([
    ["C", ["C"], "en-US", ["en-US"]],
    ["C", ["C", "sv-SE"], "en-US", ["sv-SE"]],
    ["", [], "en-US", ["en-US"]],
    ["sv-SE", ["sv-SE", "en"], "sv-SE", ["sv-SE", "en"]],
  ])("%s %o becomes %s %o", (language, languages, wanted, wantedList) => {
    const target = navigatorWith(language, languages);
    repairLocale(target);
    expect(target.language).toBe(wanted);
    expect(target.languages).toEqual(wantedList);
    expect(() => new Intl.NumberFormat(target.language)).not.toThrow();
  });
});
