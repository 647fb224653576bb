import type { FileTrigger } from "../../bindings/FileTrigger";
import { sampleData } from "../../model/sample-event";
import { happen } from "./simulate";
import { accept, find, type Handlers, refuse, type Stage } from "./stage";
import type { World } from "./world";

export type FolderCommands =
  | "look_at_folder"
  | "create_folder"
  | "count_existing_files"
  | "run_existing_files";

const FILES = [
  ...Array.from({ length: 14 }, (_, index) => `invoice-${2218 + index}.pdf`),
  "notes.txt",
  "prices.csv",
];

/** `~` is the home of the person of the sample. */
function atHome(folder: string): string {
  return folder.replace(/^~(?=\/|$)/, "/home/karin");
}

/** What can be asked about folders. */
export function folderHandlers({ world, emit, send }: Stage): Pick<Handlers, FolderCommands> {
  return {
    look_at_folder: ({ trigger }) => {
      accept(checkPatterns(trigger));
      const folder = atHome(trigger.folder);
      if (!world.folders.includes(folder)) {
        const message = `This folder doesn't exist: ${folder}. Create it or choose another.`;
        return { type: "missing", message };
      }
      const found = filesOf(world, trigger);
      const shortage =
        folder === "/home/karin" && !trigger.poll ? { needed: 240_000, allowed: 192_000 } : null;
      const names = found.slice(0, 3);
      return { type: "seen", files: found.length, names, more: false, shortage, note: null };
    },
    create_folder: ({ folder: written }) => {
      const folder = atHome(written);
      if (!folder.startsWith("/home/karin/")) {
        refuse("refused", "I couldn't create that folder (Permission denied). Choose another.");
      }
      world.folders.push(folder);
      return null;
    },
    count_existing_files: ({ id }) => {
      const { trigger } = find(world.automations, id).settings;
      return { files: trigger.type === "file" ? filesOf(world, trigger).length : 0 };
    },
    run_existing_files: ({ id }) => {
      const automation = find(world.automations, id);
      const { trigger } = automation.settings;
      const found = trigger.type === "file" ? filesOf(world, trigger) : [];
      for (const name of found) {
        const data = { ...sampleData("file"), name, relative: name };
        const event = { kind: "file.added" as const, summary: `${name} added`, data };
        for (const delivery of happen(world, automation, event, Date.now())) {
          emit({ type: "delivery", id: delivery.row.id });
          send(delivery);
        }
      }
      emit({ type: "automation", id });
      return { files: found.length };
    },
  };
}

/** The simulated disk has the same files in every folder but the one for the demo. */
function filesOf(world: World, { folder, only, ignore }: FileTrigger): string[] {
  if (folder.endsWith("demo") || !world.folders.includes(folder)) return [];
  const fits = (name: string, pattern: string) =>
    new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(name);
  return FILES.filter(
    (name) =>
      only.some((pattern) => fits(name, pattern)) &&
      !ignore.some((pattern) => !/[?#~$]/.test(pattern) && fits(name, pattern)),
  );
}

function checkPatterns(trigger: FileTrigger) {
  return (["only", "ignore"] as const).flatMap((field) =>
    trigger[field].flatMap((pattern, index) => {
      if (!pattern.includes("[") || pattern.includes("]")) return [];
      const message = `‘${pattern}’ isn't a valid pattern: ] is missing.`;
      return [{ field: `${field}[${index}]`, message }];
    }),
  );
}
