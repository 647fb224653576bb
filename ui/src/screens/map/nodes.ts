import { type Edge, type Node, type NodeHandle, Position } from "@xyflow/react";
import type { Box, Graph, Thread } from "../../model/map/graph";
import { BOX } from "../../model/map/layout";

/** A box as the canvas holds it. */
export type BoxNode = Node<{ box: Box }, "box">;

/** A thread as the canvas holds it. */
export type ThreadEdge = Edge<{ thread: Thread }, "thread">;

const KNOT = 9;

/** Where threads begin and end, so that nothing has to be measured. */
function handlesOf({ kind }: Box): NodeHandle[] {
  const y = (BOX.height - KNOT) / 2;
  const knot = { y, width: KNOT, height: KNOT };
  const entry: NodeHandle = {
    ...knot,
    type: "target",
    position: Position.Left,
    x: -KNOT / 2,
  };
  const exit: NodeHandle = {
    ...knot,
    type: "source",
    position: Position.Right,
    x: BOX.width - KNOT / 2,
  };
  if (kind === "trigger") return [exit];
  return kind === "destination" ? [entry] : [entry, exit];
}

/** The boxes of a graph. */
export function nodesOf({ boxes }: Graph): BoxNode[] {
  return boxes.map((box) => ({
    id: box.id,
    type: "box",
    position: { x: box.x, y: box.y },
    data: { box },
    width: BOX.width,
    height: BOX.height,
    measured: BOX,
    handles: handlesOf(box),
  }));
}

/** The threads of a graph. */
export function edgesOf({ threads }: Graph): ThreadEdge[] {
  return threads.map((thread) => ({
    id: thread.id,
    type: "thread",
    source: thread.from,
    target: thread.to,
    data: { thread },
  }));
}
