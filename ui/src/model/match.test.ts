import { expect, test } from "vitest";
import { match, pieces } from "./match";

test("every word must be there, wherever it stands", () => {
  expect(match("Run Invoices to accounting now", "invo run")).toMatchObject({ score: 1 });
  expect(match("Invoices", "invo shop")).toBeNull();
  expect(match("Invoices", "")).toEqual({ score: 0, ranges: [] });
});

test("the start counts most, then the start of a word, then anything", () => {
  const scores = ["Shop", "Web shop", "Workshop"].map((text) => match(text, "shop")?.score);
  expect(scores).toEqual([0, 1, 2]);
  expect(match("workshop shop", "shop")?.ranges).toEqual([[9, 13]]);
});

test("accents and case make no difference", () => {
  expect(match("Übersicht Café", "uber cafe")?.ranges).toEqual([
    [0, 4],
    [10, 14],
  ]);
});

test("a text is cut at what was found, overlaps are marked once", () => {
  expect(pieces("abcd", [[1, 3]])).toEqual([
    { text: "a", hit: false },
    { text: "bc", hit: true },
    { text: "d", hit: false },
  ]);
  expect(pieces("aaa", match("aaa", "a aa")?.ranges ?? [])).toHaveLength(2);
});
