import { expect, test } from "vitest";
import type { Question } from "../bindings/Question";
import type { RecipeRow } from "../bindings/RecipeRow";
import { firstAnswers, givenAnswers, kindsOf, matching } from "./recipes";

function recipe(name: string, triggers: RecipeRow["triggers"]): RecipeRow {
  return { id: name, name, sentence: `Does ${name}.`, triggers, questions: [] };
}

const all = [recipe("New PDF", ["file"]), recipe("Heartbeat", ["schedule"])];

test("all words of a search must be found, in any case", () => {
  expect(matching(all, "does pdf", null).map((one) => one.name)).toEqual(["New PDF"]);
  expect(matching(all, "pdf heartbeat", null)).toEqual([]);
  expect(matching(all, " ", "schedule").map((one) => one.name)).toEqual(["Heartbeat"]);
});

test("kinds without recipes are left out", () => {
  expect(kindsOf(all)).toEqual([
    { kind: "file", count: 1 },
    { kind: "schedule", count: 1 },
  ]);
});

test("answers begin with what is suggested, and an empty field is none", () => {
  const questions = [{ id: "a", suggestion: "x" }, { id: "b" }] as Question[];
  const answers = firstAnswers(questions);
  expect(answers).toEqual({ a: "x", b: "" });
  expect(givenAnswers(answers)).toEqual({ a: "x" });
});
