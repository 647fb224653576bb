import type { Question } from "../bindings/Question";
import type { RecipeRow } from "../bindings/RecipeRow";
import type { TriggerKind } from "./sample-event";

/** The recipes that say what is searched for and are of the wanted kind. */
export function matching(
  recipes: RecipeRow[],
  search: string,
  kind: TriggerKind | null,
): RecipeRow[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return recipes.filter((recipe) => {
    const text = `${recipe.name} ${recipe.sentence}`.toLowerCase();
    return (!kind || recipe.triggers.includes(kind)) && wanted.every((word) => text.includes(word));
  });
}

/** How many recipes there are of each kind; kinds without any are left out. */
export function kindsOf(recipes: RecipeRow[]): { kind: TriggerKind; count: number }[] {
  const kinds: TriggerKind[] = ["file", "schedule", "inbound", "manual"];
  return kinds
    .map((kind) => ({ kind, count: recipes.filter((one) => one.triggers.includes(kind)).length }))
    .filter(({ count }) => count > 0);
}

/** Answers by the ids of their questions, as they stand in the fields from the start. */
export function firstAnswers(questions: Question[]): Record<string, string> {
  return Object.fromEntries(questions.map(({ id, suggestion }) => [id, suggestion ?? ""]));
}

/** The answers worth sending: an empty field is no answer. */
export function givenAnswers(answers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer.trim() !== ""));
}
