/** Code that a receiver checks our signatures with. Written for reading: copy it, and it works. */

import type { Signing } from "../../bindings/Signing";
import { go, goEd25519 } from "./go";
import { node, nodeEd25519 } from "./node";
import { php, phpEd25519 } from "./php";
import { python, pythonEd25519 } from "./python";
import { hasTime, recipeOf } from "./recipe";
import { rust, rustEd25519 } from "./rust";

/** The languages, by what they are called. */
export const LANGUAGES = {
  node: "Node",
  python: "Python",
  php: "PHP",
  go: "Go",
  rust: "Rust",
} as const;
export type Language = keyof typeof LANGUAGES;

const HMAC = { node, python, php, go, rust };
const ED25519 = {
  node: nodeEd25519,
  python: pythonEd25519,
  php: phpEd25519,
  go: goEd25519,
  rust: rustEd25519,
};

/** The code for a way of signing; none where nothing is signed. */
export function snippet(signing: Signing, language: Language): string | null {
  if (signing.type === "standard_webhooks_ed25519") return ED25519[language];
  const recipe = recipeOf(signing);
  return recipe && HMAC[language](recipe);
}

/** Whether the code refuses what is old. */
export function checksTime(signing: Signing): boolean {
  const recipe = recipeOf(signing);
  return signing.type === "standard_webhooks_ed25519" || (recipe !== null && hasTime(recipe));
}
