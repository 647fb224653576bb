import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Commands that no screen sends, each with the reason. */
const NOT_IN_THE_WINDOW: Record<string, string> = {
  hello: "the shell of the window greets the runner before the first screen is there",
  subscribe: "the shell of the window listens for changes",
  show_window: "the window is there already",
  get_automation: "the window reads all of them as a list; one is for scripts",
  get_destination: "the window reads all of them as a list; one is for scripts",
  export_deliveries: "the window has files written by the runner; pieces are for scripts",
};

const SRC = import.meta.dirname;

function commands(): string[] {
  const text = readFileSync(join(SRC, "bindings/Command.ts"), "utf8");
  return [...text.matchAll(/"type": "([a-z_0-9]+)"/g)].map((found) => found[1] ?? "");
}

function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return isScreen(path) ? sources(path) : "";
      return /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) ? readFileSync(path, "utf8") : "";
    })
    .join("\n");
}

function isScreen(folder: string): boolean {
  return folder !== join(SRC, "bindings") && folder !== join(SRC, "host/sample");
}

test("every command has a caller in the window, or a reason for having none", () => {
  const known = commands();
  expect(known.length).toBeGreaterThan(20);
  const text = sources(SRC);
  const called = (command: string) => new RegExp(`type: [^}\\n]*"${command}"`).test(text);
  const without = known.filter((command) => !called(command) && !NOT_IN_THE_WINDOW[command]);
  expect(without, "nobody can do this by pointing and clicking").toEqual([]);
  const gone = Object.keys(NOT_IN_THE_WINDOW).filter((command) => !known.includes(command));
  expect(gone, "these commands are no more").toEqual([]);
  const stale = Object.keys(NOT_IN_THE_WINDOW).filter(called);
  expect(stale, "these have a caller by now, so they need no reason").toEqual([]);
});
