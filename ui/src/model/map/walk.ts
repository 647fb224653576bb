/** Where the arrow keys lead on the map. */

import type { Box, Graph } from "./graph";

const COLUMNS: Box["kind"][] = ["trigger", "automation", "destination"];

/** The box that a key leads to from another, if it leads anywhere. */
export function next(graph: Graph, from: Box, key: string): Box | null {
  const column = graph.boxes.filter((box) => box.kind === from.kind).sort((a, b) => a.y - b.y);
  const at = column.findIndex((box) => box.id === from.id);
  switch (key) {
    case "ArrowUp":
      return column[at - 1] ?? null;
    case "ArrowDown":
      return column[at + 1] ?? null;
    case "Home":
      return column[0] ?? null;
    case "End":
      return column.at(-1) ?? null;
    case "ArrowLeft":
      return beside(graph, from, -1);
    case "ArrowRight":
      return beside(graph, from, 1);
    default:
      return null;
  }
}

/** What it is joined to in the next column, or else what stands nearest there. */
function beside({ boxes, threads }: Graph, from: Box, step: -1 | 1): Box | null {
  const kind = COLUMNS[COLUMNS.indexOf(from.kind) + step];
  const column = boxes.filter((box) => box.kind === kind);
  const joined = new Set(
    threads
      .filter((thread) => (step === 1 ? thread.from : thread.to) === from.id)
      .map((thread) => (step === 1 ? thread.to : thread.from)),
  );
  const near = column.filter((box) => joined.has(box.id));
  const distance = (box: Box) => Math.abs(box.y - from.y);
  const sorted = (near.length > 0 ? near : column).sort((a, b) => distance(a) - distance(b));
  return sorted[0] ?? null;
}
