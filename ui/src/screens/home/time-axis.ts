import type uPlot from "uplot";
import type { Series } from "../../bindings/Series";
import type { Span } from "../../bindings/Span";
import { axis, grown, type Ink } from "../../components/shared/Plot";
import { clock, shortDate, weekdayShort } from "../../model/time";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** How wide the axes at the left are, so that charts stand exactly one under the other. */
export const Y_AXIS = 48;

/** At which distances the time is written. */
const STEPS: Record<Exclude<Span, "month">, number[]> = {
  hour: [600, 900, 1800],
  day: [2 * HOUR, 4 * HOUR, 6 * HOUR, 12 * HOUR],
  week: [DAY, 2 * DAY],
};

const LENGTHS: Record<Span, number> = { hour: 300, day: 1800, week: DAY / 4, month: DAY };

/** The middles of the bars, in seconds. */
export function middles({ bars, span }: Series): number[] {
  const half = LENGTHS[span] / 2;
  return bars.map((bar) => Date.parse(bar.at) / 1000 + half);
}

/** From the beginning of the first bar to the end of the last. */
export function timeScale(span: Span): uPlot.Scale {
  const half = LENGTHS[span] / 2;
  return { time: true, range: (_, min, max) => [min - half, max + half] };
}

/** The axis of time. */
export function timeAxis(span: Span, ink: Ink): uPlot.Axis {
  return {
    ...axis(ink),
    grid: { show: false },
    ...(span === "month" ? { splits: everyFifth } : { incrs: STEPS[span] }),
    space: grown(64),
    size: grown(28),
    values: (_, splits) => splits.map((at) => written(at, span)),
  };
}

/** A bar that is a day has its date right under it; today's is among those that are written. */
function everyFifth({ data: [days] }: uPlot): number[] {
  return Array.from(days).filter((_, index) => (days.length - 1 - index) % 5 === 0);
}

function written(seconds: number, span: Span): string {
  const at = new Date(seconds * 1000).toISOString();
  if (span === "week") return weekdayShort(at);
  return span === "month" ? shortDate(at) : clock(at);
}
