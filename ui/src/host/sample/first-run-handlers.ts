import type { FirstRun } from "../../bindings/FirstRun";
import type { Trigger } from "../../bindings/Trigger";
import type { TriggerKind } from "../../bindings/TriggerKind";
import { automationSettings, newAutomation } from "../../model/automation-draft";
import { type Happening, happen } from "./simulate";
import { find, type Handlers, refuse, type Stage } from "./stage";
import { automation as madeOf, stamp } from "./world";

type Commands =
  | "get_first_run"
  | "begin_first_run"
  | "try_first_run"
  | "leave_first_run"
  | "delete_first_run";

const FOLDER = "/home/karin/Webhook demo";
const NOTICED_MS = 250;

/** The first run over the simulated world. */
export function firstRunHandlers(stage: Stage): Pick<Handlers, Commands> {
  const { world, emit } = stage;
  const state = () => firstRunOf(stage);
  const remove = () => {
    const { made } = state();
    if (!made) return;
    world.automations = world.automations.filter((one) => one.id !== made.automation);
    world.firstRun = { seen: true, made: null, files: 0 };
    emit({ type: "automation", id: made.automation });
    emit({ type: "status" });
  };
  return {
    get_first_run: state,
    begin_first_run: ({ trigger, folder }) => {
      remove();
      const watched = trigger === "file" ? chosen(folder) : null;
      const inbox = world.destinations.find((one) => one.built_in);
      const usual = automationSettings(newAutomation(inbox?.id ?? "", "Europe/Stockholm"));
      if (!("settings" in usual)) return refuse("failed", "This can't be made.");
      const made = madeOf(
        {
          ...usual.settings,
          name: "My first automation",
          trigger: triggerOf(trigger, watched, usual.settings.trigger),
        },
        Date.now(),
      );
      world.automations.push(made);
      if (watched) world.folders.push(watched);
      world.firstRun = {
        seen: true,
        made: { automation: made.id, folder: watched, folder_made: true, at: made.created_at },
        files: 0,
      };
      emit({ type: "automation", id: made.id });
      emit({ type: "status" });
      return state();
    },
    try_first_run: () => {
      const { made } = state();
      if (!made) return refuse("not_found", "What the first run made was deleted. Begin anew.");
      const automation = find(world.automations, made.automation);
      world.firstRun.files += 1;
      const file = world.firstRun.files === 1 ? "hello.txt" : `hello-${world.firstRun.files}.txt`;
      const at = Date.now();
      const what = happeningOf(automation.settings.trigger, file, at);
      setTimeout(() => {
        for (const delivery of happen(world, automation, what, Date.now())) {
          emit({ type: "delivery", id: delivery.row.id });
          stage.send(delivery);
        }
        emit({ type: "automation", id: automation.id });
      }, NOTICED_MS);
      return { file: made.folder ? file : null, at: stamp(at) };
    },
    leave_first_run: () => {
      world.firstRun.seen = true;
      return state();
    },
    delete_first_run: () => {
      remove();
      return state();
    },
  };
}

function firstRunOf({ world }: Stage): FirstRun {
  const { seen, made } = world.firstRun;
  const there = world.automations.some((one) => one.id === made?.automation);
  return { seen, folder: FOLDER, made: there ? made : null };
}

function chosen(folder: string | null): string {
  const path = (folder?.trim() || FOLDER).replace(/^~(?=\/)/, "/home/karin");
  if (!path.startsWith("/home/")) {
    const message = "I couldn't create that folder. Choose another.";
    refuse("invalid", message, [{ field: "folder", message }]);
  }
  return path;
}

function triggerOf(kind: TriggerKind, folder: string | null, usual: Trigger): Trigger {
  if (kind === "file") return { ...usual, folder: folder ?? "" } as Trigger;
  if (kind === "inbound") {
    const reply = { status: 202, body: "" };
    const open = { callers: "this_computer" as const, check: { type: "none" as const } };
    return { type: "inbound", name: "first-hook", methods: ["POST"], reply, ...open };
  }
  return {
    type: "schedule",
    schedule: { type: "every", n: 1, unit: "minutes" },
    time_zone: "Europe/Stockholm",
    when_missed: { type: "run_once" },
  };
}

function happeningOf(trigger: Trigger, name: string, at: number): Happening {
  if (trigger.type === "file") {
    return {
      kind: "file.added",
      summary: `${name} added`,
      data: {
        name,
        path: `${trigger.folder}/${name}`,
        folder: trigger.folder,
        relative: name,
        extension: "txt",
        stem: name.replace(/\.txt$/, ""),
        size: 21,
        modified: stamp(at),
      },
    };
  }
  if (trigger.type === "inbound") {
    return {
      kind: "inbound.received",
      summary: `POST /in/${trigger.name} received`,
      data: { name: trigger.name, method: "POST", body: { message: "Hello from Hookloom." } },
    };
  }
  return { kind: "manual.run", summary: "Run by hand", data: {} };
}
