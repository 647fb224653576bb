import type { Automation } from "../../bindings/Automation";
import { sampleData } from "../../model/sample-event";
import { checkAutomation } from "./checks";
import { nextRuns } from "./next-runs";
import { happen } from "./simulate";
import { accept, find, type Handlers, type Stage } from "./stage";
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
  | "preview_schedule";

/** What can be asked about automations. */
export function automationHandlers(stage: Stage): Pick<Handlers, Commands> {
  const { world, emit, send } = stage;
  const changed = (automation: Automation) => {
    emit({ type: "automation", id: automation.id });
    emit({ type: "status" });
    return automationRow(world, automation);
  };
  return {
    list_automations: () =>
      [...world.automations]
        .sort((a, b) => a.settings.name.localeCompare(b.settings.name))
        .map((one) => automationRow(world, one)),
    get_automation: ({ id }) => automationRow(world, find(world.automations, id)),
    check_automation: ({ id, settings }) => checkAutomation(world, settings, id),
    add_automation: ({ settings }) => {
      accept(checkAutomation(world, settings, null));
      const made = madeOf(settings, Date.now());
      world.automations.push(made);
      return changed(made);
    },
    edit_automation: ({ id, settings }) => {
      const automation = find(world.automations, id);
      accept(checkAutomation(world, settings, id));
      automation.settings = settings;
      automation.updated_at = stamp(Date.now());
      return changed(automation);
    },
    switch_automation: ({ id, enabled }) => {
      const automation = find(world.automations, id);
      automation.settings = { ...automation.settings, enabled };
      return changed(automation);
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
      const gone = find(world.automations, id);
      world.automations = world.automations.filter((one) => one !== gone);
      emit({ type: "automation", id });
      emit({ type: "status" });
      return null;
    },
    preview_schedule: ({ trigger }) => nextRuns(trigger, Date.now()),
  };
}
