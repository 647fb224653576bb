import type { AutomationSettings } from "../bindings/AutomationSettings";
import type { FileTrigger } from "../bindings/FileTrigger";
import type { Trigger } from "../bindings/Trigger";
import { type ConditionDraft, conditionDraft, conditionSettings } from "./condition-draft";
import { type DraftProblem, dotted, numberAt } from "./draft-problem";
import { PRESET_IGNORE } from "./ignore";
import {
  type InboundDraft,
  inboundDraft,
  inboundField,
  inboundSecret,
  inboundTrigger,
  newInbound,
} from "./inbound-draft";
import type { TriggerKind } from "./sample-event";
import { newSchedule, type ScheduleDraft, scheduleDraft, scheduleTrigger } from "./schedule-draft";
import { newSend, type SendDraft, sendDraft, sendField, sendSettings } from "./send-draft";

/**
 * An automation as its form holds it. Every kind of trigger has its own part, so that looking at
 * another kind loses nothing.
 */
export interface AutomationDraft {
  name: string;
  enabled: boolean;
  when: TriggerKind;
  file: FileDraft;
  schedule: ScheduleDraft;
  inbound: InboundDraft;
  condition: ConditionDraft;
  limits: LimitsDraft;
  notify_delivered: boolean;
  sends: SendDraft[];
}

/** A field may be empty while one types; the runner wants a number. */
export type FileDraft = Omit<FileTrigger, "settle_seconds" | "content_kb"> & {
  settle_seconds: number | "";
  content_kb: number | "";
};

/** An empty field is no limit. */
export interface LimitsDraft {
  per_minute: number | "";
  ignore_repeats_seconds: number | "";
}

/** The form of a new automation, which sends to the given destination. */
export function newAutomation(destination: string | null, timeZone: string): AutomationDraft {
  return {
    name: "",
    enabled: true,
    when: "file",
    file: {
      folder: "",
      subfolders: true,
      only: ["*"],
      ignore: PRESET_IGNORE,
      on: ["added"],
      settle_seconds: 2,
      while_away: false,
      several: "each",
      content: "none",
      content_kb: 256,
      poll: false,
    },
    schedule: newSchedule(timeZone),
    inbound: newInbound(),
    condition: conditionDraft(null),
    limits: { per_minute: "", ignore_repeats_seconds: "" },
    notify_delivered: false,
    sends: [newSend(destination)],
  };
}

/** The form of settings that are there. */
export function automationDraft(settings: AutomationSettings, timeZone: string): AutomationDraft {
  const { trigger } = settings;
  const empty = newAutomation(null, timeZone);
  const { type: when, ...own } = trigger;
  return {
    ...empty,
    name: settings.name,
    enabled: settings.enabled,
    when,
    file: trigger.type === "file" ? (own as FileTrigger) : empty.file,
    schedule: trigger.type === "schedule" ? scheduleDraft(trigger) : empty.schedule,
    inbound: trigger.type === "inbound" ? inboundDraft(trigger) : empty.inbound,
    condition: conditionDraft(settings.condition),
    limits: {
      per_minute: settings.limits.per_minute ?? "",
      ignore_repeats_seconds: settings.limits.ignore_repeats_seconds ?? "",
    },
    notify_delivered: settings.notify_delivered,
    sends: settings.sends.map(sendDraft),
  };
}

/** What the runner gets of the form, or what cannot even be said to it. */
export function automationSettings(
  draft: AutomationDraft,
): { settings: AutomationSettings; secret: string | null } | { problems: DraftProblem[] } {
  const { settings, problems } = triedSettings(draft);
  if (problems.length > 0) return { problems };
  return { settings, secret: draft.when === "inbound" ? inboundSecret(draft.inbound) : null };
}

/** The same for trying: what cannot be said yet is left empty, and noted. */
export function triedSettings(draft: AutomationDraft): {
  settings: AutomationSettings;
  problems: DraftProblem[];
} {
  const problems: DraftProblem[] = [];
  const trigger = triggerOf(draft, problems);
  const sends = draft.sends.map((send, index) => sendSettings(send, `sends.${index}`, problems));
  const settings = {
    name: draft.name.trim(),
    enabled: draft.enabled,
    trigger,
    condition: conditionSettings(draft.condition),
    limits: {
      per_minute: draft.limits.per_minute || null,
      ignore_repeats_seconds: draft.limits.ignore_repeats_seconds || null,
    },
    notify_delivered: draft.notify_delivered,
    sends,
  };
  return { settings, problems };
}

function triggerOf(draft: AutomationDraft, problems: DraftProblem[]): Trigger {
  switch (draft.when) {
    case "file": {
      return { type: "file", ...fileTrigger(draft.file, problems) };
    }
    case "schedule":
      return { type: "schedule", ...scheduleTrigger(draft.schedule, problems) };
    case "inbound":
      return { type: "inbound", ...inboundTrigger(draft.inbound, problems) };
    case "manual":
      return { type: "manual" };
  }
}

/** The file trigger of the form. */
export function fileTrigger(draft: FileDraft, problems: DraftProblem[]): FileTrigger {
  return {
    ...draft,
    settle_seconds: numberAt(draft.settle_seconds, "file.settle_seconds", problems),
    content_kb: numberAt(draft.content_kb, "file.content_kb", problems),
  };
}

const LISTS = /^(file\.(?:only|ignore|on)|inbound\.methods|schedule\.days)(\..*)?$/;

/** The form's field that one of the runner's problems is about, if it has one. */
export function automationField(field: string, draft: AutomationDraft): string | null {
  const path = dotted(field);
  if (path === "name" || path === "sends") return path;
  if (path === "secret") return "inbound.secret";
  if (path.startsWith("sends.")) return sendField(path, draft.sends);
  if (path.startsWith("limits.")) return path;
  if (path.startsWith("condition")) {
    return /^condition(\.(group\.)?rows)?$/.test(path) ? "condition" : path;
  }
  const inTrigger = /^trigger\.(.+)$/.exec(path)?.[1];
  if (!inTrigger || draft.when === "manual") return null;
  const own =
    draft.when === "inbound"
      ? inboundField(inTrigger)
      : inTrigger.replace(/^schedule\.|^when_missed\./, "");
  const whole = `${draft.when}.${own}`;
  return LISTS.exec(whole)?.[1] ?? whole;
}
