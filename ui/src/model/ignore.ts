import { words } from "./en";

/**
 * What is left out of a folder unless a person says otherwise: hidden files, and what programs
 * write on their way to the real file. The same list as the runner's own.
 */
export const PRESET_IGNORE = [
  ".*",
  ".git",
  "*~",
  ".*.sw?",
  "4913",
  "*.tmp",
  "~$*",
  ".#*",
  "#*#",
  "*.part",
  "*.partial",
  "*.crdownload",
  "*.download",
];

/** Patterns as they are shown: the whole preset is one tag with a name. */
export function shownIgnore(patterns: string[]): string[] {
  if (!PRESET_IGNORE.every((pattern) => patterns.includes(pattern))) return patterns;
  const own = patterns.filter((pattern) => !PRESET_IGNORE.includes(pattern));
  return [words.when.preset, ...own];
}

/** The patterns that shown tags stand for. */
export function ignorePatterns(shown: string[]): string[] {
  const patterns = shown.flatMap((tag) => (tag === words.when.preset ? PRESET_IGNORE : tag));
  return [...new Set(patterns)];
}
