import { useMemo } from "react";
import type uPlot from "uplot";
import type { Series } from "../../bindings/Series";
import type { Span } from "../../bindings/Span";
import {
  axis,
  type Drawing,
  grown,
  type Ink,
  Plot,
  quietCursor,
} from "../../components/shared/Plot";
import { words } from "../../model/en";
import { number } from "../../model/en/format";
import { roundTime, roundUp, timesSay, when } from "../../model/figures";
import { middles, timeAxis, timeScale, Y_AXIS } from "./time-axis";

interface ChartProps {
  series: Series;
}

/** Two lines: within which time half was answered, and within which nearly all. */
export function TimesChart({ series }: ChartProps) {
  const { bars, span } = series;
  const drawing = useMemo(() => drawingOf(span), [span]);
  const data = useMemo<uPlot.AlignedData>(
    () => [
      middles(series),
      series.bars.map((bar) => bar.typical_ms),
      series.bars.map((bar) => bar.nearly_all_ms),
    ],
    [series],
  );
  const tip = (index: number) => {
    const bar = bars[index];
    if (bar?.typical_ms == null || bar.nearly_all_ms === null) return words.home.noTimes;
    const [half, most] = [roundTime(bar.typical_ms), roundTime(bar.nearly_all_ms)];
    return words.home.timeSays(when(bars, index, span), half, most);
  };
  return <Plot drawing={drawing} data={data} height={124} label={timesSay(series)} tip={tip} />;
}

function drawingOf(span: Span): Drawing {
  return (ink) => ({
    legend: { show: false },
    cursor: quietCursor,
    scales: {
      x: timeScale(span),
      y: { range: (_, __, max) => [0, roundUp(Math.max(max ?? 0, 4))] },
    },
    axes: [timeAxis(span, ink), durationAxis(ink)],
    series: [
      {},
      { ...line, stroke: ink("accent"), width: 2 },
      { ...line, stroke: ink("text-3"), width: 1.5, dash: [5, 4] },
    ],
  });
}

/** A stretch without answers is no fall to nothing: the line goes on from one to the next. */
const line: uPlot.Series = { spanGaps: true, points: { show: false } };

function durationAxis(ink: Ink): uPlot.Axis {
  return {
    ...axis(ink),
    size: grown(Y_AXIS),
    splits: ({ scales }) => {
      const top = scales.y?.max ?? 0;
      return [0, top / 2, top];
    },
    values: (_, splits) => splits.map((value) => (value === 0 ? "0" : tidy(value))),
  };
}

/** `0.5 s`, not `0.50 s`. */
function tidy(millis: number): string {
  const inSeconds = millis >= 100 && millis < 60_000;
  return inSeconds ? words.time.seconds(number.format(millis / 1000)) : roundTime(millis);
}
