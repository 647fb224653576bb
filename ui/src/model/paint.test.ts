import { expect, test } from "vitest";
import { paint } from "./paint";
import { LANGUAGES, type Language, snippet } from "./snippets";

test("words, texts and comments are told apart, and nothing is lost", () => {
  expect(paint('const a = "if"; // return')).toEqual([
    { kind: "key", text: "const" },
    { kind: "plain", text: " a = " },
    { kind: "string", text: '"if"' },
    { kind: "plain", text: "; " },
    { kind: "mark", text: "// return" },
  ]);
});

test("every snippet comes out as it went in", () => {
  for (const language of Object.keys(LANGUAGES) as Language[]) {
    const code = snippet({ type: "stripe" }, language) ?? "";
    const painted = paint(code).map(({ text }) => text);
    expect(painted.join("")).toBe(code);
  }
});
