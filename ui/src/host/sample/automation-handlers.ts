import type { Automation } from "../../bindings/Automation";
import { sampleData } from "../../model/sample-event";
import { callersHint, checkAutomation, checkTrigger } from "./checks";
import { type FolderCommands, folderHandlers } from "./folder-handlers";
import { nextRuns } from "./next-runs";
import { happen } from "./simulate";
import { accept, find, type Handlers, type Stage } from "./stage";
import { bringBack, keptFrom } from "./undo-handlers";
import { automationRow } from "./views";
import { automation as madeOf, stamp } from "./world";

type Commands =
  | "list_automations"
  | "get_automation"
  | "check_automation"
  | "add_automation"
  | "edit_automation"
  | "switch_automation"
  | "run_automation"
  | "delete_automation"
  | "switch_automations"
  | "delete_automations"
  | "preview_schedule"
  | FolderCommands;

/** What can be asked about automations. */
export function automationHandlers(stage: Stage): Pick<Handlers, Commands> {
  const { world, emit, send, canUndo } = stage;
  const changed = (automation: Automation) => {
    emit({ type: "automation", id: automation.id });
    emit({ type: "status" });
    return automationRow(world, automation);
  };
  const turn = (automations: Automation[], enabled: boolean) => {
    const turned = automations.filter((one) => one.settings.enabled !== enabled);
    const set = (to: boolean) => {
      for (const one of turned) {
        one.settings = { ...one.settings, enabled: to };
        changed(one);
      }
    };
    set(enabled);
    const what = subject(turned);
    if (!enabled && turned.length > 0) canUndo(`${what} switched off.`, () => set(true));
  };
  const remove = (gone: Automation[]) => {
    world.automations = world.automations.filter((one) => !gone.includes(one));
    const { automations } = world.deleted;
    const now = Date.now();
    automations.unshift(...gone.map(({ id, settings }) => ({ id, settings, ...keptFrom(now) })));
    for (const one of gone) emit({ type: "automation", id: one.id });
    emit({ type: "status" });
    canUndo(`${subject(gone)} deleted.`, () => {
      for (const one of gone) bringBack(stage, one);
    });
  };
  return {
    list_automations: () =>
      [...world.automations]
        .sort((a, b) => a.settings.name.localeCompare(b.settings.name))
        .map((one) => automationRow(world, one)),
    get_automation: ({ id }) => automationRow(world, find(world.automations, id)),
    check_automation: ({ id, settings }) => checkAutomation(world, settings, id),
    add_automation: ({ settings, secret }) => {
      const { hint, problems } = callersHint(settings, secret, null);
      accept([...checkAutomation(world, settings, null), ...problems]);
      const made = { ...madeOf(settings, Date.now()), secret_hint: hint };
      world.automations.push(made);
      return changed(made);
    },
    edit_automation: ({ id, settings, secret }) => {
      const automation = find(world.automations, id);
      const { hint, problems } = callersHint(settings, secret, automation.secret_hint);
      accept([...checkAutomation(world, settings, id), ...problems]);
      automation.settings = settings;
      automation.secret_hint = hint;
      automation.updated_at = stamp(Date.now());
      return changed(automation);
    },
    switch_automation: ({ id, enabled }) => {
      const automation = find(world.automations, id);
      turn([automation], enabled);
      return automationRow(world, automation);
    },
    switch_automations: ({ ids, enabled }) => {
      const all = ids.map((id) => find(world.automations, id));
      const broken = (one: Automation) => (enabled ? world.broken[one.id] : undefined);
      turn(
        all.filter((one) => !broken(one)),
        enabled,
      );
      const refused = all.flatMap((one) => {
        const message = broken(one);
        return message ? [{ id: one.id, name: one.settings.name, message }] : [];
      });
      const done = all.filter((one) => one.settings.enabled === enabled);
      return { rows: done.map((one) => automationRow(world, one)), refused };
    },
    run_automation: ({ id, data }) => {
      const automation = find(world.automations, id);
      const made = happen(
        world,
        automation,
        {
          kind: "manual.run",
          summary: "Run by hand",
          data: data ?? sampleData(automation.settings.trigger.type),
        },
        Date.now(),
      );
      for (const delivery of made) {
        emit({ type: "delivery", id: delivery.row.id });
        send(delivery);
      }
      emit({ type: "automation", id });
      return {
        event: made[0]?.event.id ?? "",
        deliveries: made.map((delivery) => delivery.row.id),
      };
    },
    delete_automation: ({ id }) => {
      remove([find(world.automations, id)]);
      return null;
    },
    delete_automations: ({ ids }) => {
      remove(ids.map((id) => find(world.automations, id)));
      return null;
    },
    preview_schedule: ({ trigger }) => {
      accept(checkTrigger(world, { type: "schedule", ...trigger }));
      return nextRuns(trigger, Date.now());
    },
    ...folderHandlers(stage),
  };
}

function subject(automations: Automation[]): string {
  const [first] = automations;
  if (automations.length === 1 && first) return `“${first.settings.name}” was`;
  return `${automations.length} automations were`;
}
