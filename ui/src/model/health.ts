import { LOCALE } from "./conventions";

const short = new Intl.DateTimeFormat(LOCALE, { weekday: "short" });
const long = new Intl.DateTimeFormat(LOCALE, { weekday: "long" });

/** The names of a day: `Mon` and `Monday`. */
export function dayNames(at: string): { short: string; long: string } {
  const date = new Date(at);
  return { short: short.format(date), long: long.format(date) };
}

/** The height of a bar; anything that happened can be seen. */
export function barHeight(count: number, most: number, room: number): number {
  return count === 0 || most === 0 ? 0 : Math.max(3, Math.round((count / most) * room));
}
