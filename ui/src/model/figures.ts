/** What the figures on Home say, apart from how they look. */

import type { Bar } from "../bindings/Bar";
import type { Series } from "../bindings/Series";
import type { Span } from "../bindings/Span";
import { words } from "./en";
import { decimals } from "./en/format";
import { failures } from "./failures";
import { clock, dayName, duration, shortDay, weekdayShort } from "./time";

const DAY_MS = 86_400_000;

/** A measured time as figure and unit, rounded to what one can tell: `0.31 s`, `42 ms`. */
export function roundTime(millis: number): string {
  return millis >= 100 && millis < 1000
    ? words.time.seconds(decimals(millis / 1000, 2))
    : duration(millis);
}

/** Splits `0.31 s` into figure and unit. */
export function figureAndUnit(text: string): [figure: string, unit: string] {
  const space = text.lastIndexOf(" ");
  return space < 0 ? [text, ""] : [text.slice(0, space), text.slice(space + 1)];
}

/** When a bar is: `10:30 to 11:00`, `Mon 12:00 to 18:00`, `Mon 23 Nov`. */
export function when(bars: Bar[], index: number, span: Span): string {
  const at = bars[index]?.at ?? "";
  if (span === "month") return shortDay(at);
  const until = bars[index + 1]?.at ?? new Date(Date.parse(at) + lengthOf(span)).toISOString();
  const from = span === "week" ? `${weekdayShort(at)} ${clock(at)}` : clock(at);
  return words.home.fromTo(from, clock(until));
}

/** How long the bars of a span are. */
function lengthOf(span: Span): number {
  return { hour: 5 / 1440, day: 1 / 48, week: 1 / 4, month: 1 }[span] * DAY_MS;
}

/** What the chart of deliveries shows, in one sentence or two. */
export function deliveriesSay({ bars, span }: Series): string {
  const sent = sum(bars, "sent");
  const tries = bars.reduce((all, bar) => all + failures(bar), 0);
  if (sent === 0) {
    return tries === 0 ? words.home.nothingIn(span) : words.home.onlyFailures(tries, span);
  }
  const most = Math.max(...bars.map((bar) => bar.sent));
  const busiest = when(
    bars,
    bars.findIndex((bar) => bar.sent === most),
    span,
  );
  return tries === 0
    ? words.home.sentIn(sent, span, busiest)
    : words.home.sentAndFailedIn(sent, tries, span, busiest);
}

/** What the chart of times shows. */
export function timesSay({ typical_ms, nearly_all_ms }: Series): string {
  return typical_ms === null || nearly_all_ms === null
    ? words.home.noTimes
    : words.home.timesAre(roundTime(typical_ms), roundTime(nearly_all_ms));
}

/** The sum over all bars. */
export function sum(bars: Bar[], of: "sent" | "failed" | "failed_tries" | "left_out"): number {
  return bars.reduce((all, bar) => all + bar[of], 0);
}

/** How today compares with the same day of the last week. */
export function comparison(sent: number, before: number | null, now: number): string {
  if (before === null) return words.home.sinceMidnight;
  return words.home.comparedTo(sent, before, dayName(new Date(now).toISOString()));
}

/** The smallest round number that is no smaller: 1, 2, 3, 4, 5, 6, 8, 10, 20, … */
export function roundUp(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 3, 4, 5, 6, 8, 10].find((one) => one * power >= value) ?? 10;
  return step * power;
}
