import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import css from "./Plot.module.css";

/** Gives the colour of a token, as it is in the present theme. */
export type Ink = (token: string) => string;

/** How a chart is drawn; its size is the page's business. */
export type Drawing = (ink: Ink) => Omit<uPlot.Options, "width" | "height" | "padding">;

/** How far the last word of an axis may hang over at the right: the padding of a card. */
const HANG = 20;

interface PlotProps {
  /** Must stay the same function as long as the drawing stays the same. */
  drawing: Drawing;
  data: uPlot.AlignedData;
  /** At the usual size of text; larger text makes a higher chart. */
  height: number;
  /** What the chart shows, for those who can't see it. */
  label: string;
  /** What is said of one place under the pointer. */
  tip: (index: number) => string;
}

/** A chart. It is drawn anew when the theme changes, and follows the width of its place. */
export function Plot({ drawing, data, height, label, tip }: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const latest = useRef(data);
  latest.current = data;
  const scheme = useComputedColorScheme("light");
  const [pointed, setPointed] = useState<{ index: number; left: number } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read anew in another theme
  useEffect(() => {
    const root = place.current;
    if (!root) return;
    const made = new uPlot(
      {
        ...drawing(inkOf(root)),
        width: root.clientWidth,
        height: grown(height),
        padding: [8, HANG, 0, 0],
        hooks: { setCursor: [(one) => setPointed(pointedAt(one))] },
      },
      latest.current,
      root,
    );
    plot.current = made;
    const sized = new ResizeObserver(() =>
      made.setSize({ width: root.clientWidth, height: grown(height) }),
    );
    sized.observe(root);
    return () => {
      sized.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [drawing, height, scheme]);

  useEffect(() => plot.current?.setData(data), [data]);

  return (
    <div
      ref={place}
      className={css.plot}
      style={{ height: grown(height) }}
      role="img"
      aria-label={label}
    >
      {pointed && (
        <div className={css.tip} style={tipPlace(pointed.left, place.current?.clientWidth ?? 0)}>
          {tip(pointed.index)}
        </div>
      )}
    </div>
  );
}

function inkOf(root: Element): Ink {
  const style = getComputedStyle(root);
  return (token) => style.getPropertyValue(`--hl-${token}`).trim();
}

function pointedAt({ cursor, bbox }: uPlot): { index: number; left: number } | null {
  const { idx, left } = cursor;
  if (idx === null || idx === undefined || left === undefined || left < 0) return null;
  return { index: idx, left: left + bbox.left / devicePixelRatio };
}

/** Beside the pointer, on the side where there is room. */
function tipPlace(left: number, width: number) {
  return left < width / 2 ? { left: left + 12 } : { right: width - left + 12 };
}

/** A measure of a chart at the size of text that was chosen: what is painted knows no rem. */
export function grown(pixels: number): number {
  return Math.round((pixels * textSize()) / 16);
}

function textSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

/** The dress that all axes wear. */
export function axis(ink: Ink): uPlot.Axis {
  const line = { stroke: ink("line"), width: 1 };
  return {
    stroke: ink("text-3"),
    font: `500 ${grown(11)}px ${ink("font")}`,
    grid: line,
    ticks: { show: false },
    gap: 8,
  };
}

/** A pointer without lines and without zooming. */
export const quietCursor: uPlot.Cursor = {
  x: false,
  y: false,
  points: { show: false },
  drag: { x: false, y: false, setScale: false },
};
