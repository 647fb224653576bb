import type { NextRun } from "../../bindings/NextRun";
import type { ScheduleTrigger } from "../../bindings/ScheduleTrigger";
import type { Weekday } from "../../bindings/Weekday";
import { cronRuns } from "./cron";
import { stamp } from "./world";

const UNIT_MS = { seconds: 1000, minutes: 60_000, hours: 3_600_000 };
const DAYS: Weekday[] = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
];
const HOW_MANY = 5;
const LOOK_AHEAD_DAYS = 200;

/**
 * Five plausible next runs in this computer's time zone. Only for looking at: the real ones come
 * from the runner.
 */
export function nextRuns({ schedule }: ScheduleTrigger, now: number): NextRun[] {
  if (schedule.type === "cron") return cronRuns(schedule.expression, now, HOW_MANY).map(run);
  if (schedule.type === "every") {
    const step = schedule.n * UNIT_MS[schedule.unit];
    if (!(step > 0)) return [];
    return Array.from({ length: HOW_MANY }, (_, index) => run(now + step * (index + 1)));
  }
  const [hours = 0, minutes = 0] = schedule.at.split(":").map(Number);
  const found: NextRun[] = [];
  for (let ahead = 0; ahead < LOOK_AHEAD_DAYS && found.length < HOW_MANY; ahead += 1) {
    const day = new Date(now);
    day.setDate(day.getDate() + ahead);
    day.setHours(hours, minutes, 0, 0);
    const fits =
      schedule.type === "daily" ||
      (schedule.type === "weekly" && schedule.days.includes(DAYS[day.getDay()] ?? "monday")) ||
      (schedule.type === "monthly" && day.getDate() === schedule.day);
    if (fits && day.getTime() > now) found.push(run(day.getTime()));
  }
  return found;
}

function run(at: number): NextRun {
  return { at: stamp(at), note: null };
}
