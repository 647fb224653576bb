import type { IntervalUnit } from "../bindings/IntervalUnit";
import type { Schedule } from "../bindings/Schedule";
import type { ScheduleTrigger } from "../bindings/ScheduleTrigger";
import type { Weekday } from "../bindings/Weekday";
import type { WhenMissed } from "../bindings/WhenMissed";
import { type DraftProblem, numberAt } from "./draft-problem";

/** A schedule as the form holds it: what each kind of repeating needs, side by side. */
export interface ScheduleDraft {
  repeat: Schedule["type"];
  n: number | "";
  unit: IntervalUnit;
  at: string;
  days: Weekday[];
  day: number | "";
  expression: string;
  time_zone: string;
  missed: WhenMissed["type"];
  within_minutes: number | "";
}

/** A new schedule: every day at nine, in this computer's time zone. */
export function newSchedule(timeZone: string): ScheduleDraft {
  return {
    repeat: "daily",
    n: 15,
    unit: "minutes",
    at: "09:00",
    days: ["monday"],
    day: 1,
    expression: "0 9 * * MON-FRI",
    time_zone: timeZone,
    missed: "run_once",
    within_minutes: 60,
  };
}

/** The form of a schedule that is there. */
export function scheduleDraft(trigger: ScheduleTrigger): ScheduleDraft {
  const { type: repeat, ...schedule } = trigger.schedule;
  const { type: missed, ...rule } = trigger.when_missed;
  return {
    ...newSchedule(trigger.time_zone),
    ...schedule,
    ...rule,
    repeat,
    missed,
  };
}

/** The schedule of the form. */
export function scheduleTrigger(draft: ScheduleDraft, problems: DraftProblem[]): ScheduleTrigger {
  return {
    schedule: scheduleOf(draft, problems),
    time_zone: draft.time_zone,
    when_missed: missedOf(draft, problems),
  };
}

function scheduleOf(draft: ScheduleDraft, problems: DraftProblem[]): Schedule {
  const { at } = draft;
  switch (draft.repeat) {
    case "every":
      return { type: "every", n: numberAt(draft.n, "schedule.n", problems), unit: draft.unit };
    case "daily":
      return { type: "daily", at };
    case "weekly":
      return { type: "weekly", days: draft.days, at };
    case "monthly":
      return { type: "monthly", day: numberAt(draft.day, "schedule.day", problems), at };
    case "cron":
      return { type: "cron", expression: draft.expression.trim() };
  }
}

function missedOf(draft: ScheduleDraft, problems: DraftProblem[]): WhenMissed {
  if (draft.missed !== "run_all") return { type: draft.missed };
  const within_minutes = numberAt(draft.within_minutes, "schedule.within_minutes", problems);
  return { type: "run_all", within_minutes };
}

/** `9:05` and `9` as the runner writes a time of day; anything else stays as it is. */
export function timeOfDay(typed: string): string {
  const [, hours, minutes = "00"] = /^\s*(\d{1,2})(?:[:.](\d{2}))?\s*$/.exec(typed) ?? [];
  return hours === undefined ? typed : `${hours.padStart(2, "0")}:${minutes}`;
}
