import type { Tally } from "../../bindings/Tally";
import { barsPath, sparkBars } from "../../model/spark";

interface SparkProps {
  hours: Tally[];
  /** What fills the height, the same for all rows of a list. */
  most: number;
  label: string;
}

const STEP = 6;
const LINE = 20;
/** How high the place of an hour is in which nothing happened. */
const NOTHING = 2;

/**
 * A day in bars: sent stands on the line, failed hangs below it. All bars of a kind are one shape,
 * so that many rows change quickly.
 */
export function Spark({ hours, most, label }: SparkProps) {
  const width = hours.length * STEP;
  const bars = sparkBars(hours, most).map((bar, index) => ({ ...bar, x: index * STEP }));
  const none = bars.filter(({ up }) => up === 0).map(({ x }) => above(x, NOTHING));
  const sent = bars.filter(({ up }) => up > 0).map(({ x, up }) => above(x, up));
  const failed = bars.filter(({ down }) => down > 0).map(({ x, down }) => below(x, down));
  return (
    <svg width={width} height={28} viewBox={`0 0 ${width} 28`} role="img" aria-label={label}>
      <path d={barsPath(none)} fill="var(--hl-line-2)" />
      <path d={barsPath(sent)} fill="var(--hl-sent-mark)" />
      <path d={barsPath(failed)} fill="var(--hl-failed-mark)" />
    </svg>
  );
}

const above = (x: number, high: number) => ({ x, y: LINE - high, high });
const below = (x: number, high: number) => ({ x, y: LINE + 1, high });
