import {
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  ViewportPortal,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { ActionIcon } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { MapPlace } from "../../bindings/MapPlace";
import { Icon } from "../../components/shared/Icon";
import { words } from "../../model/en";
import { type Box, type Graph, pathOf } from "../../model/map/graph";
import { BOX, COLUMNS } from "../../model/map/layout";
import { next } from "../../model/map/walk";
import { useShortcut } from "../../state/keyboard";
import { type Active, ActiveProvider } from "./active";
import { BoxView, domId } from "./BoxView";
import { Legend } from "./Legend";
import css from "./Map.module.css";
import { type BoxNode, edgesOf, nodesOf } from "./nodes";
import { usePulses } from "./pulses";
import { ThreadView } from "./ThreadView";

const nodeTypes = { box: BoxView };
const edgeTypes = { thread: ThreadView };

/** With more boxes than this a small picture of all helps. */
const MANY = 24;

const SMALLEST = 0.05;
const LARGEST = 3;
const WIDTH = COLUMNS.destinations + BOX.width + COLUMNS.triggers;

export interface CanvasProps {
  graph: Graph;
  /** Boxes were put elsewhere. */
  onMove: (moved: MapPlace[]) => void;
  /** A thread was drawn from a box to a destination. */
  onConnect: (from: string, to: string) => void;
  /** Something is to be joined to a box. */
  onAsk: (box: Box) => void;
  onRemove: (box: Box) => void;
}

/** The drawing, on which one can move about. */
export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

function Drawing({ graph, onMove, onConnect, onAsk, onRemove }: CanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<MapPlace | null>(null);
  const nodes = useMemo(() => nodesOf(graph), [graph]);
  const placed = useMemo(
    () => (dragged ? nodes.map((node) => at(node, dragged)) : nodes),
    [nodes, dragged],
  );
  const edges = useMemo(() => edgesOf(graph), [graph]);
  const { active, onKeyDown } = useActiveBox(graph, place, onAsk, onRemove);
  // Its tools reach over its neighbours.
  const shown = placed.map((node) => (node.id === active.box ? { ...node, zIndex: 10 } : node));

  const follow = (changes: NodeChange<BoxNode>[]) => {
    for (const change of changes) {
      if (change.type !== "position" || !change.position) continue;
      const { x, y } = change.position;
      setDragged({ of: change.id, x: Math.round(x), y: Math.round(y) });
    }
  };
  const drop = () => {
    if (dragged) onMove([dragged]);
    setDragged(null);
  };

  return (
    <ActiveProvider value={active}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys that the boxes in it let pass */}
      <div ref={place} className={css.canvas} onKeyDown={onKeyDown}>
        <ReactFlow
          nodes={shown}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={follow}
          onNodeDragStop={drop}
          onConnect={({ source, target }) => onConnect(source, target)}
          isValidConnection={({ source, target }) => joins(graph, source, target)}
          connectOnClick={false}
          connectionRadius={40}
          nodeDragThreshold={4}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          deleteKeyCode={null}
          disableKeyboardA11y
          panOnScroll
          zoomOnDoubleClick={false}
          minZoom={SMALLEST}
          maxZoom={LARGEST}
          proOptions={{ hideAttribution: true }}
          aria-label={words.map.boxes}
        >
          <ColumnNames />
          {graph.boxes.length > MANY && <Overview />}
          <FirstLook place={place} />
        </ReactFlow>
      </div>
      <Legend>
        <Zoom />
      </Legend>
    </ActiveProvider>
  );
}

function at(node: BoxNode, { of, x, y }: MapPlace): BoxNode {
  return node.id === of ? { ...node, position: { x, y } } : node;
}

/** A thread can be drawn from a trigger or an automation to a destination that it lacks. */
function joins({ boxes, threads }: Graph, source: string, target: string): boolean {
  const to = boxes.find((box) => box.id === target);
  return (
    to?.kind === "destination" &&
    !threads.some((thread) => thread.from === source && thread.to === target)
  );
}

/** Which box is pointed at or has the keyboard, and where keys lead. */
function useActiveBox(
  graph: Graph,
  place: React.RefObject<HTMLDivElement | null>,
  onAsk: (box: Box) => void,
  onRemove: (box: Box) => void,
) {
  const [pointed, setPointed] = useState<string | null>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const [focused, setFocused] = useState(false);
  const pulses = usePulses(graph);
  const show = useShow(place);
  const first = graph.boxes.find((box) => box.kind === "automation") ?? graph.boxes[0];
  const reached = graph.boxes.find((box) => box.id === current) ?? first;
  const box = graph.boxes.find((one) => one.id === (pointed ?? (focused ? current : null)));

  useEffect(() => {
    const root = place.current;
    const enter = () => setFocused(true);
    // Where the keyboard goes counts: between two things in the map it is nowhere for a moment.
    const leave = ({ relatedTarget }: FocusEvent) =>
      setFocused(relatedTarget instanceof Node && !!root?.contains(relatedTarget));
    root?.addEventListener("focusin", enter);
    root?.addEventListener("focusout", leave);
    return () => {
      root?.removeEventListener("focusin", enter);
      root?.removeEventListener("focusout", leave);
    };
  }, [place]);

  const active: Active = {
    box: box?.id ?? null,
    path: box ? pathOf(graph, box) : new Set(),
    current: reached?.id ?? null,
    pulses,
    point: setPointed,
    focused: (one) => {
      setCurrent(one.id);
      show(one);
    },
    connect: onAsk,
    remove: onRemove,
  };

  useShortcut("connect", () => reached && onAsk(reached), { within: place });

  const onKeyDown = (event: KeyboardEvent) => {
    const onBox = event.target instanceof HTMLAnchorElement;
    if (!reached || !onBox || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = next(graph, reached, event.key);
    if (to) document.getElementById(domId(to.id))?.focus({ preventScroll: true });
    else if (event.key === "Delete" && reached.kind !== "trigger") onRemove(reached);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { active, onKeyDown };
}

/** Brings a box into view that is out of it. */
function useShow(place: React.RefObject<HTMLDivElement | null>): (box: Box) => void {
  const flow = useReactFlow();
  const still = useReducedMotion();
  return (box) => {
    const size = place.current?.getBoundingClientRect();
    if (!size) return;
    const { x, y, zoom } = flow.getViewport();
    const [left, top] = [box.x * zoom + x, box.y * zoom + y];
    const inside =
      left >= 0 &&
      top >= 40 &&
      left + BOX.width * zoom <= size.width &&
      top + BOX.height * zoom <= size.height;
    if (inside) return;
    const duration = still ? 0 : 160;
    void flow.setCenter(box.x + BOX.width / 2, box.y + BOX.height / 2, { zoom, duration });
  };
}

function ColumnNames() {
  return (
    <ViewportPortal>
      <span className={css.columnName} style={{ left: COLUMNS.triggers }}>
        {words.map.triggers}
      </span>
      <span className={css.columnName} style={{ left: COLUMNS.automations }}>
        {words.map.automations}
      </span>
      <span className={css.columnName} style={{ left: COLUMNS.destinations }}>
        {words.map.destinations}
      </span>
    </ViewportPortal>
  );
}

/** At first the map stands at its beginning, as large as its three columns fit. */
function FirstLook({ place }: { place: React.RefObject<HTMLDivElement | null> }) {
  const flow = useReactFlow();
  useEffect(() => {
    const width = place.current?.clientWidth ?? WIDTH;
    const grown = textSize();
    const zoom = Math.min(grown, Math.max(0.85 * grown, width / WIDTH));
    void flow.setViewport({ x: 0, y: 0, zoom });
  }, [flow, place]);
  return null;
}

/** How many times the usual size of text was chosen. */
function textSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
}

/** A picture of more boxes than are seen at once. */
function Overview() {
  return (
    <MiniMap
      position="bottom-left"
      className={css.small}
      pannable
      zoomable
      ariaLabel={words.map.overview}
      nodeColor="var(--hl-edge)"
      maskColor="color-mix(in srgb, var(--hl-canvas) 60%, transparent)"
      bgColor="var(--hl-surface)"
    />
  );
}

function Zoom() {
  const flow = useReactFlow();
  const still = useReducedMotion();
  const slowly = { duration: still ? 0 : 160 };
  const whole = { ...slowly, padding: 0.05, maxZoom: 1 };
  const ways = [
    { icon: "minus", label: words.map.zoomOut, act: () => flow.zoomOut(slowly) },
    { icon: "plus", label: words.map.zoomIn, act: () => flow.zoomIn(slowly) },
    { icon: "fit", label: words.map.fit, act: () => flow.fitView(whole) },
  ] as const;
  return (
    <div className={css.zoom}>
      {ways.map(({ icon, label, act }) => (
        <ActionIcon
          key={icon}
          size="xs"
          aria-label={label}
          title={label}
          onClick={() => void act()}
        >
          <Icon name={icon} />
        </ActionIcon>
      ))}
    </div>
  );
}
