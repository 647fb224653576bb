import type { Automation } from "../../bindings/Automation";
import type { Destination } from "../../bindings/Destination";
import { find, type Handlers, refuse, type Stage } from "./stage";
import { automationRow, destinationRow } from "./views";
import { destination, stamp } from "./world";

type Commands =
  | "list_undo"
  | "undo"
  | "list_deleted"
  | "restore_automation"
  | "restore_destination";

const KEPT_MS = 30 * 86_400_000;

/** When something that is deleted now was deleted, and until when it is kept. */
export function keptFrom(now: number): { deleted_at: string; kept_until: string } {
  return { deleted_at: stamp(now), kept_until: stamp(now + KEPT_MS) };
}

/** Taking back, and what was deleted. */
export function undoHandlers(stage: Stage): Pick<Handlers, Commands> {
  const { world, emit } = stage;
  return {
    list_undo: () => world.done.map(({ takeBack: _, ...row }) => row),
    undo: ({ id }) => {
      const entry = id ? find(world.done, id) : world.done.find((one) => !one.undone_at);
      if (!entry) return refuse("not_found", "There is nothing to undo.");
      if (entry.undone_at) return refuse("refused", "It was undone already.");
      entry.takeBack();
      entry.undone_at = stamp(Date.now());
      emit({ type: "undo" });
      const { takeBack: _, ...row } = entry;
      return row;
    },
    list_deleted: () => world.deleted,
    restore_automation: ({ id }) => {
      const { settings, deleted_at } = find(world.deleted.automations, id);
      const times = { created_at: deleted_at, updated_at: stamp(Date.now()) };
      const made = { id, settings, secret_hint: null, ...times };
      bringBack(stage, made);
      return automationRow(world, made);
    },
    restore_destination: ({ id }) => {
      const { settings, secret_hint } = find(world.deleted.destinations, id);
      const made = destination(settings, Date.now(), { id, secret_hint });
      bringBackDestination(stage, made);
      return destinationRow(world, made);
    },
  };
}

/** Puts a deleted automation where it was. */
export function bringBack({ world, emit }: Stage, automation: Automation): void {
  const { automations } = world.deleted;
  world.deleted.automations = automations.filter((one) => one.id !== automation.id);
  if (world.automations.some((one) => one.id === automation.id)) return;
  world.automations.push(automation);
  emit({ type: "automation", id: automation.id });
  emit({ type: "undo" });
  emit({ type: "status" });
}

/** The same for a destination. */
export function bringBackDestination({ world, emit }: Stage, gone: Destination): void {
  const { destinations } = world.deleted;
  world.deleted.destinations = destinations.filter((one) => one.id !== gone.id);
  if (world.destinations.some((one) => one.id === gone.id)) return;
  world.destinations.push(gone);
  emit({ type: "destination", id: gone.id });
  emit({ type: "undo" });
}
