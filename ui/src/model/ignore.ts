import { words } from "./en";

/** Patterns that go under one name. */
type Preset = keyof typeof words.when.presets;

const PRESETS: Record<Preset, string[]> = {
  hidden: [".*"],
  versions: [".git"],
  temporary: ["*~", ".*.sw?", "4913", "*.tmp", "~$*", ".#*", "#*#"],
  partial: ["*.part", "*.partial", "*.crdownload", "*.download"],
};
const NAMES = Object.keys(PRESETS) as Preset[];

/**
 * What is left out of a folder unless a person says otherwise: hidden files, and what programs
 * write on their way to the real file. The same list as the runner's own.
 */
export const PRESET_IGNORE = NAMES.flatMap((name) => PRESETS[name]);

/** The names of all presets, as tags. */
export const presetTags = NAMES.map((name) => words.when.presets[name]);

/** Patterns as they are shown: each whole preset is one tag with a name. */
export function shownIgnore(patterns: string[]): string[] {
  const whole = NAMES.filter((name) => PRESETS[name].every((one) => patterns.includes(one)));
  const named = whole.flatMap((name) => PRESETS[name]);
  const own = patterns.filter((pattern) => !named.includes(pattern));
  return [...whole.map((name) => words.when.presets[name]), ...own];
}

/** The patterns that shown tags stand for. */
export function ignorePatterns(shown: string[]): string[] {
  const patterns = shown.flatMap((tag) => {
    const name = NAMES.find((one) => words.when.presets[one] === tag);
    return name ? PRESETS[name] : tag;
  });
  return [...new Set(patterns)];
}
