import { useMemo } from "react";
import uPlot from "uplot";
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
import { failures } from "../../model/failures";
import { deliveriesSay, roundUp, when } from "../../model/figures";
import { middles, timeAxis, timeScale, Y_AXIS } from "./time-axis";

interface ChartProps {
  series: Series;
}

/** Bars: what was sent stands on the line, tries that failed hang below it. */
export function DeliveriesChart({ series }: ChartProps) {
  const { bars, span } = series;
  const drawing = useMemo(() => drawingOf(span), [span]);
  const data = useMemo<uPlot.AlignedData>(
    () => [
      middles(series),
      series.bars.map((bar) => bar.sent || null),
      series.bars.map((bar) => -failures(bar) || null),
    ],
    [series],
  );
  const tip = (index: number) => {
    const bar = bars[index];
    return bar ? words.home.barSays(when(bars, index, span), bar.sent, failures(bar)) : "";
  };
  return (
    <Plot drawing={drawing} data={data} height={204} label={deliveriesSay(series)} tip={tip} />
  );
}

function drawingOf(span: Span): Drawing {
  return (ink) => ({
    legend: { show: false },
    cursor: quietCursor,
    scales: { x: timeScale(span), y: { range: (_, min, max) => heights(min, max) } },
    axes: [timeAxis(span, ink), countAxis(ink)],
    series: [{}, bar(ink("sent-mark")), bar(ink("failed-mark"))],
  });
}

function bar(color: string): uPlot.Series {
  return {
    paths: uPlot.paths.bars?.({ size: [0.58, 28], radius: [0.2, 0.2] }),
    fill: color,
    width: 0,
    points: { show: false },
  };
}

/** From the deepest failure to a round number above the highest bar. */
function heights(min: number | null, max: number | null): [number, number] {
  const top = roundUp(Math.max(max ?? 0, 2));
  return [Math.min(min ?? 0, -top / 16) * 1.05, top];
}

function countAxis(ink: Ink): uPlot.Axis {
  return {
    ...axis(ink),
    size: grown(Y_AXIS),
    splits: ({ scales }) => {
      const top = scales.y?.max ?? 0;
      return top % 2 === 0 ? [0, top / 2, top] : [0, top];
    },
    values: (_, splits) => splits.map((value) => number.format(value)),
  };
}
