import type { AutomationSettings } from "../bindings/AutomationSettings";
import type { Condition } from "../bindings/Condition";
import type { FileTrigger } from "../bindings/FileTrigger";
import type { Row } from "../bindings/Row";
import type { Schedule } from "../bindings/Schedule";
import type { Trigger } from "../bindings/Trigger";
import { words } from "./en";
import { tilde } from "./path";
import type { Rich } from "./rich";
import { inUnit, isSize, unitOf } from "./size-unit";

/** What an automation does, in one sentence. */
export function sentenceOf(
  settings: AutomationSettings,
  destinationName: (id: string) => string | undefined,
): Rich {
  const when = whenOf(settings.trigger);
  const names = settings.sends.map(
    (send) => destinationName(send.destination) ?? words.sentence.gone,
  );
  const unique = [...new Set(names)];
  return settings.condition
    ? words.sentence.wholeIf(when, ifOf(settings.condition), unique)
    : words.sentence.whole(when, unique);
}

function whenOf(trigger: Trigger): Rich {
  switch (trigger.type) {
    case "file":
      return fileOf(trigger);
    case "schedule":
      return scheduleOf(trigger.schedule);
    case "inbound":
      return words.sentence.inbound(`/in/${trigger.name}`);
    case "manual":
      return words.sentence.manual;
  }
}

function fileOf({ folder, only, on }: FileTrigger): Rich {
  const place = tilde(folder);
  const [pattern = "*"] = only;
  if (only.length > 1) return words.sentence.file(on, words.sentence.filesLike(only), place);
  if (pattern === "*") return words.sentence.file(on, words.sentence.anyFile, place);
  const extension = /^\*\.([A-Za-z0-9]+)$/.exec(pattern)?.[1];
  if (extension) return words.sentence.file(on, words.sentence.anExtension(extension), place);
  if (!/[*?[\]{}]/.test(pattern)) {
    return words.sentence.oneFile(on, `${place.replace(/[\\/]$/, "")}/${pattern}`);
  }
  return words.sentence.file(on, words.sentence.filesLike(only), place);
}

function scheduleOf(schedule: Schedule): Rich {
  switch (schedule.type) {
    case "every":
      return words.sentence.every(schedule.n, schedule.unit);
    case "daily":
      return words.sentence.daily(schedule.at);
    case "weekly":
      return words.sentence.weekly(schedule.days, schedule.at);
    case "monthly":
      return words.sentence.monthly(schedule.day, schedule.at);
    case "cron":
      return words.sentence.cron(schedule.expression);
  }
}

function ifOf(condition: Condition): Rich {
  if (condition.type === "expression") return words.sentence.expression(condition.expression);
  const [first] = condition.rows;
  const all = condition.rows.length + (condition.group ? 1 : 0);
  if (all === 1 && first) return rowOf(first);
  return condition.match === "all" ? words.sentence.rows(all) : words.sentence.anyRow(all);
}

function rowOf({ field, is, value }: Row): Rich {
  const needsNone = is === "is_empty" || is === "is_not_empty";
  const shown = Array.isArray(value)
    ? value.join(", ")
    : isSize(field) && typeof value === "number"
      ? sizeOf(value)
      : String(value ?? "");
  return words.sentence.row(
    words.fields[field]?.toLowerCase() ?? field,
    is,
    needsNone ? "" : shown,
  );
}

/** `1 MB`, where that is exactly what is meant. */
function sizeOf(bytes: number): string {
  const unit = unitOf(String(bytes));
  return words.sentence.size(inUnit(String(bytes), unit), unit);
}
