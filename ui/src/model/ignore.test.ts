import { expect, test } from "vitest";
import { ignorePatterns, PRESET_IGNORE, presetTags, shownIgnore } from "./ignore";

test("each preset is shown as one tag", () => {
  expect(shownIgnore([...PRESET_IGNORE, "*.bak"])).toEqual([...presetTags, "*.bak"]);
  expect(shownIgnore([".*", "*.bak"])).toEqual(["Hidden", "*.bak"]);
});

test("a part of a preset is shown as what it is", () => {
  expect(shownIgnore(["*.part", "*.bak"])).toEqual(["*.part", "*.bak"]);
});

test("what is shown stands for the patterns again", () => {
  const patterns = [...PRESET_IGNORE, "*.bak"];
  expect(ignorePatterns(shownIgnore(patterns))).toEqual(patterns);
  expect(ignorePatterns(["*.bak", "*.bak"])).toEqual(["*.bak"]);
});
