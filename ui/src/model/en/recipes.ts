/** Recipes: the gallery, using one, sharing, importing. */

import type { ItemPart } from "../../bindings/ItemPart";
import type { ItemState } from "../../bindings/ItemState";
import { count, number } from "./format";

export const recipes = {
  title: "Recipes",
  count: (n: number) => `${number.format(n)}, built in, no network needed`,
  search: "Search recipes",
  all: (n: number) => `All ${n}`,
  kind: (kind: string, n: number) => `${kind} ${n}`,
  filter: "What starts it",
  list: "Recipes",
  questions: (n: number) => count(n, "question", "questions"),
  use: "Use",
  useOf: (name: string) => `Use ${name}`,
  none: "No recipe matches.",
  clear: "Clear search",
  import: "Import recipe",
  more: "More for recipes",
  backup: "Back up everything…",
  restore: "Restore a backup…",
  backupFile: "hookloom-backup.json",
  backedUp: (path: string) => `Everything but secrets is saved in ${path}.`,
  choose: "Choose…",
  sendTo: "Send to",
  newAddress: "A new address",
  address: "Address",
  turnOn: "Switch it on at once",
  make: "Make it",
  made: (name: string, on: boolean) =>
    on
      ? `“${name}” is made and switched on.`
      : `“${name}” is made. It is off until you switch it on.`,
  madeMany: (n: number, on: boolean) =>
    on ? `${n} automations are made and switched on.` : `${n} automations are made. They are off.`,
  gone: "There is no such recipe.",
  importTitle: "Import a recipe",
  importWords:
    "Choose a file, drop it anywhere on this window, or paste its text. Nothing is written before you say so.",
  chooseFile: "Choose a file…",
  chosenFile: "File with a recipe",
  paste: "Or paste the text",
  pastePlaceholder: '{ "hookloom": "recipe", … }',
  another: "Choose another",
  drop: "Drop it to look inside",
  looking: "Looking inside…",
  inIt: "What is in it",
  states: { new: "New", changed: "Changed", same: "Same" } satisfies Record<ItemState, string>,
  stateWords: {
    new: "is made",
    changed: "replaces yours of that name",
    same: "is here already and stays",
  } satisfies Record<ItemState, string>,
  parts: {
    when: "When",
    only_if: "Only if",
    send: "Send",
    address: "address",
    signing: "signing",
    other: "other settings",
  } satisfies Record<ItemPart, string>,
  differs: (parts: string[]) => `Differs in: ${parts.join(", ")}`,
  sendsTo: (names: string[]) => `to ${names.join(", ")}`,
  take: (name: string) => `Import ${name}`,
  hosts: "It would contact",
  noHosts: "It contacts nothing but the Test inbox.",
  answers: "It asks",
  missing: "To do afterwards",
  arriveOff: "Imported automations arrive switched off.",
  keepSwitches: "Switch on what was on when the backup was made",
  importVerb: (n: number) => (n === 1 ? "Import 1 automation" : `Import ${n} automations`),
  importAll: "Import",
  nothingNew: "Everything in it is here already.",
};

export const share = {
  menu: "Share as recipe…",
  title: (name: string) => `Share “${name}”`,
  titleMany: (n: number) => `Share ${count(n, "automation", "automations")}`,
  words: "Secrets are left out, and your home folder is written ~. Whoever uses it is asked for:",
  asksNothing: "Secrets are left out, and your home folder is written ~.",
  file: "The file",
  copy: "Copy text",
  save: "Save file…",
  saved: (path: string) => `Saved in ${path}.`,
  close: "Close",
};
