import type { Tally } from "../bindings/Tally";
import { failures } from "./failures";

/** The bars of one hour, in pixels from the line between them. */
export interface SparkBar {
  up: number;
  down: number;
}

const UP = 18;
const DOWN = 7;
/** What happened at all can be seen. */
const LEAST = 2;

/** The most that any hour of these counts, for bars that can be compared. */
export function mostOf(all: Tally[][]): number {
  return Math.max(1, ...all.flat().map((hour) => Math.max(hour.sent, failures(hour))));
}

/** Bars by the square root, so that few are seen beside many. */
export function sparkBars(hours: Tally[], most: number): SparkBar[] {
  return hours.map((hour) => ({
    up: high(hour.sent, most, UP),
    down: high(failures(hour), most, DOWN),
  }));
}

function high(n: number, most: number, room: number): number {
  return n === 0 ? 0 : Math.max(LEAST, Math.round(Math.sqrt(Math.min(1, n / most)) * room));
}

/** Where a bar stands. */
interface Place {
  x: number;
  y: number;
  high: number;
}

/** Bars of 4 pixels with corners that are a little round, as one path. */
export function barsPath(bars: Place[]): string {
  return bars
    .map(({ x, y, high }) => {
      const side = high - 2;
      return `M${x} ${y + 1}q0-1 1-1h2q1 0 1 1v${side}q0 1-1 1h-2q-1 0-1-1z`;
    })
    .join("");
}
