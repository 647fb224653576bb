/** Moments and durations in words. `now` is a parameter, so that the words can be tested. */

import { LOCALE } from "./conventions";
import { words } from "./en";
import { decimals } from "./en/format";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const weekdayFormat = new Intl.DateTimeFormat(LOCALE, { weekday: "long" });
const dayFormat = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short" });
const dateFormat = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium" });
const weekdayShortFormat = new Intl.DateTimeFormat(LOCALE, { weekday: "short" });
const shortDayFormat = new Intl.DateTimeFormat(LOCALE, {
  weekday: "short",
  day: "numeric",
  month: "short",
});

let formats = clockFormats(24);

function clockFormats(hours: 24 | 12) {
  // A day of 24 hours begins with 0 everywhere.
  const hourCycle = hours === 12 ? ("h12" as const) : ("h23" as const);
  const hour = hours === 12 ? ("numeric" as const) : ("2-digit" as const);
  const clock = { hourCycle, hour, minute: "2-digit" } as const;
  const seconds = { ...clock, second: "2-digit" } as const;
  return {
    hourCycle,
    clock: new Intl.DateTimeFormat(LOCALE, clock),
    seconds: new Intl.DateTimeFormat(LOCALE, seconds),
    exact: new Intl.DateTimeFormat(LOCALE, { ...seconds, fractionalSecondDigits: 3 }),
    whole: new Intl.DateTimeFormat(LOCALE, { hourCycle, dateStyle: "full", timeStyle: "medium" }),
  };
}

/** From now on says hours up to 24, or up to 12 with am and pm. */
export function countHours(hours: 24 | 12): void {
  formats = clockFormats(hours);
}

/** How long ago, as short as a column wants it: `5 s`, `41 min`, `6 h`, `3 d`. */
export function ago(at: string, now: number): string {
  return short(Math.max(0, now - Date.parse(at)));
}

/** How long until then: `4 min`; `0 s` once it has passed. */
export function until(at: string, now: number): string {
  return short(Math.max(0, Date.parse(at) - now));
}

function short(span: number): string {
  if (span < MINUTE) return words.time.seconds(Math.floor(span / SECOND));
  if (span < HOUR) return words.time.minutes(Math.floor(span / MINUTE));
  if (span < DAY) return words.time.hours(Math.floor(span / HOUR));
  return words.time.days(Math.floor(span / DAY));
}

/** Hours and minutes: `14:32`. */
export function clock(at: string): string {
  return formats.clock.format(Date.parse(at));
}

/** Hours, minutes and seconds: `14:28:10`. */
export function clockSeconds(at: string): string {
  return formats.seconds.format(Date.parse(at));
}

/** The day of the week: `Monday`. */
export function dayName(at: string): string {
  return weekdayFormat.format(Date.parse(at));
}

/** The day of the week, short: `Mon`. */
export function weekdayShort(at: string): string {
  return weekdayShortFormat.format(Date.parse(at));
}

/** Day and month: `23 Nov`. */
export function shortDate(at: string): string {
  return dayFormat.format(Date.parse(at));
}

/** Weekday, day and month: `Mon 23 Nov`. */
export function shortDay(at: string): string {
  return shortDayFormat.format(Date.parse(at));
}

/** To the millisecond: `14:26:39.204`. */
export function clockExact(at: string): string {
  return formats.exact.format(Date.parse(at));
}

/** The whole moment, for a tooltip: `Monday 23 November 2026 at 14:28:10`. */
export function wholeMoment(at: string): string {
  return formats.whole.format(Date.parse(at));
}

/** A moment as one would say it: `14:32`, `yesterday 14:32`, `Friday 14:32`, `12 Nov 14:32`. */
export function moment(at: string, now: number): string {
  const time = clock(at);
  const date = new Date(at);
  const days = calendarDays(date, new Date(now));
  if (days === 0) return time;
  if (days === 1) return words.time.yesterday(time);
  if (days === -1) return words.time.tomorrow(time);
  if (Math.abs(days) < 7) return words.time.onDay(weekdayFormat.format(date), time);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return words.time.onDay((sameYear ? dayFormat : dateFormat).format(date), time);
}

/** A moment to come, as short as a column wants it: `14:32`, `Tue 02:30`, `12 Nov`. */
export function soon(at: string, now: number): string {
  const days = calendarDays(new Date(now), new Date(at));
  if (days === 0) return clock(at);
  return days < 7 ? words.time.onDay(weekdayShort(at), clock(at)) : shortDate(at);
}

function calendarDays(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / DAY);
}

/** A measured time: `312 ms`, `1.31 s`, `2 min 5 s`. */
export function duration(millis: number): string {
  if (millis < SECOND) return words.time.millis(millis);
  if (millis < MINUTE) return words.time.seconds(decimals(millis / SECOND, 2));
  const minutes = Math.floor(millis / MINUTE);
  return words.time.minutesSeconds(minutes, Math.round((millis % MINUTE) / SECOND));
}

/** Day and time in a time zone: `Mon 23 Nov, 14:32`. An unknown zone is taken for this one. */
export function dayAndTime(at: string, zone: string): string {
  const parts: Intl.DateTimeFormatOptions = {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: formats.hourCycle,
    second: new Date(at).getSeconds() === 0 ? undefined : "2-digit",
  };
  try {
    return new Intl.DateTimeFormat(LOCALE, { ...parts, timeZone: zone }).format(Date.parse(at));
  } catch {
    return new Intl.DateTimeFormat(LOCALE, parts).format(Date.parse(at));
  }
}
