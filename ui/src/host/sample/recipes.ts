import type { Question } from "../../bindings/Question";
import type { RecipeKind } from "../../bindings/RecipeKind";

/** A recipe as it stands in its file. */
export interface RecipeFile {
  hookloom: RecipeKind;
  format: number;
  name: string;
  sentence?: string;
  questions?: Question[];
  destinations?: Record<string, unknown>[];
  automations?: Record<string, unknown>[];
}

/** The files of the recipes that come with the app, by their ids. */
export function recipeFiles(): Map<string, RecipeFile> {
  const files = import.meta.glob<RecipeFile>(
    "../../../../src-tauri/crates/core/src/recipe/built_in/*.json",
    { eager: true, import: "default" },
  );
  const named = Object.entries(files).map(([path, file]): [string, RecipeFile] => [
    path.replace(/^.*\/|\.json$/g, ""),
    file,
  ]);
  return new Map(named.sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b)));
}

const ORDER = [
  "new-pdf",
  "folder-to-chat",
  "order-to-fulfilment",
  "form-to-crm",
  "file-to-phone",
  "folder-to-api",
  "article-to-social",
  "daily-heartbeat",
  "code-push",
  "backup-finished",
  "log-grew",
  "screenshot-saved",
  "download-finished",
  "monday-report",
  "remind-team",
  "one-button",
];

/** The recipe with answers, or what was suggested, in the places of its questions. */
export function filled(recipe: RecipeFile, answers: Record<string, string>): RecipeFile {
  let text = JSON.stringify(recipe);
  for (const { id, kind, suggestion, example } of recipe.questions ?? []) {
    const answer = answers[id] ?? suggestion ?? example ?? "";
    const home = answer.replace(/^~(?=\/|$)/, "/home/karin");
    const escaped = JSON.stringify(home).slice(1, -1);
    if (kind === "number") text = text.replaceAll(`"{?${id}}"`, escaped);
    text = text.replaceAll(`{?${id}}`, escaped);
  }
  return JSON.parse(text.replaceAll("{?time_zone}", "Europe/Stockholm")) as RecipeFile;
}
