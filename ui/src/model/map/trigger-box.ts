/** What the box of a trigger says. */

import type { AutomationRow } from "../../bindings/AutomationRow";
import type { FileTrigger } from "../../bindings/FileTrigger";
import type { Schedule } from "../../bindings/Schedule";
import type { TriggerStatus } from "../../bindings/TriggerStatus";
import { words } from "../en";
import { tilde } from "../path";
import { until } from "../time";

interface Said {
  title: string;
  note: string;
}

/** What starts an automation, in two short lines. */
export function triggerBox({ automation, trigger: status }: AutomationRow, now: number): Said {
  const { trigger } = automation.settings;
  switch (trigger.type) {
    case "file": {
      const { title, note } = fileBox(trigger);
      return { title, note: trouble(status) ?? note };
    }
    case "schedule":
      return { title: scheduleTitle(trigger.schedule), note: trouble(status) ?? next(status, now) };
    case "inbound":
      return { title: `/in/${trigger.name}`, note: trouble(status) ?? words.map.incoming };
    case "manual":
      return { title: words.map.byHand, note: words.map.runIt };
  }
}

function trouble(status: TriggerStatus): string | null {
  switch (status.type) {
    case "broken":
      return words.map.broken;
    case "starting":
      return words.map.starting;
    case "off":
      return words.map.offTrigger;
    case "ready":
      return null;
  }
}

function next(status: TriggerStatus, now: number): string {
  return status.type === "ready" && status.next_at
    ? words.map.nextIn(until(status.next_at, now))
    : words.map.starting;
}

function fileBox({ folder, only, on }: FileTrigger): Said {
  const place = tilde(folder);
  const [pattern = "*"] = only;
  if (only.length > 1) {
    return { title: place, note: words.map.filesDone(words.map.someFiles, on) };
  }
  if (pattern === "*") return { title: place, note: words.map.filesDone(words.map.anyFile, on) };
  const extension = /^\*\.([A-Za-z0-9]+)$/.exec(pattern)?.[1];
  if (extension) {
    return { title: place, note: words.map.filesDone(words.map.extension(extension), on) };
  }
  const isName = !/[*?[\]{}]/.test(pattern);
  return {
    title: isName ? `${place.replace(/[\\/]$/, "")}/${pattern}` : place,
    note: isName ? words.map.fileDone(on) : words.map.filesDone(pattern, on),
  };
}

function scheduleTitle(schedule: Schedule): string {
  switch (schedule.type) {
    case "every":
      return words.map.every(schedule.n, words.units[schedule.unit]);
    case "daily":
      return words.map.daily(schedule.at);
    case "weekly":
      return words.map.weekly(schedule.days, schedule.at);
    case "monthly":
      return words.map.monthly(schedule.day, schedule.at);
    case "cron":
      return words.map.cron;
  }
}
