import { expect, test } from "vitest";
import { ignorePatterns, PRESET_IGNORE, shownIgnore } from "./ignore";

test("the preset is shown as one tag", () => {
  expect(shownIgnore([...PRESET_IGNORE, "*.bak"])).toEqual(["Hidden, temporary", "*.bak"]);
});

test("a part of the preset is shown as what it is", () => {
  expect(shownIgnore([".*", "*.bak"])).toEqual([".*", "*.bak"]);
});

test("what is shown stands for the patterns again", () => {
  const patterns = [...PRESET_IGNORE, "*.bak"];
  expect(ignorePatterns(shownIgnore(patterns))).toEqual(patterns);
  expect(ignorePatterns(["*.bak", "*.bak"])).toEqual(["*.bak"]);
});
