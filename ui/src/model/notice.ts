import type { Notice } from "../bindings/Notice";
import { words } from "./en";
import { moment } from "./time";

/** Whether a notice says how things are: it goes by itself when they change. */
export function lasting({ type }: Notice): boolean {
  return type === "disk_full" || type === "queue_full" || type === "damaged";
}

/** A notice in a sentence or two. */
export function noticeWords(notice: Notice, now: number): string {
  const said = words.notices;
  switch (notice.type) {
    case "disk_full":
      return said.diskFull(moment(notice.since, now));
    case "queue_full":
      return said.queueFull(notice.limit);
    case "restored": {
      const { backup, missing, kept_as } = notice;
      if (backup === null) return said.startedFresh(kept_as);
      const from = moment(backup, now);
      return missing === null
        ? said.restored(from, kept_as)
        : said.restoredMissing(from, missing, kept_as);
    }
    case "damaged":
      return said.damaged;
    case "clock_jumped":
      return notice.seconds > 0
        ? said.clockForward(span(notice.seconds))
        : said.clockBack(span(-notice.seconds));
    case "started_safe":
      return said.startedSafe(notice.switched_off.length);
    case "log_shortened":
      return said.logShortened(notice.deliveries);
  }
}

function span(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return words.notices.minutes(minutes);
  const hours = Math.round(minutes / 60);
  return hours < 48 ? words.notices.hours(hours) : words.notices.days(Math.round(hours / 24));
}
