import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { DeliveryRow } from "../../bindings/DeliveryRow";
import { words } from "../../model/en";
import { Icon } from "../shared/Icon";
import css from "./DeliveryGrid.module.css";
import { GridRow, rowId } from "./GridRow";
import { useStaying } from "./staying";

const ROW_HEIGHT = 36;
/** The head stays in view above the rows, and scrolls with none of them. */
const HEAD_HEIGHT = 32;
/** Rows this close to the end make the next page be read. */
const READ_AHEAD = 30;

interface DeliveryGridProps {
  rows: DeliveryRow[];
  total: number;
  chosen: string | null;
  onChoose: (id: string | null) => void;
  onResend: (row: DeliveryRow) => void;
  onEnd: () => void;
}

/** The log as a table of any length, of which only what is in view is drawn. */
export function DeliveryGrid(props: DeliveryGridProps) {
  const { rows, total, chosen, onChoose, onResend, onEnd } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  });
  const newer = useStaying(scroll, rows, ROW_HEIGHT);
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - READ_AHEAD) onEnd();
  }, [lastShown, rows.length, onEnd]);

  const at = rows.findIndex((row) => row.id === chosen);
  const choose = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    onChoose(row.id);
    virtual.scrollToIndex(rows.indexOf(row));
  };
  const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const row = rows[at];
    const to = target(event.key, at, rows.length, page);
    if (to !== null) choose(to);
    else if (event.key === "Escape") onChoose(null);
    else if (event.key === "r" && row) onResend(row);
    else return;
    event.preventDefault();
  };
  const inView = items.some((item) => item.index === at);

  return (
    <div className={`${css.frame} ${chosen ? css.beside : ""}`}>
      {newer > 0 && (
        <button type="button" className={css.pill} onClick={() => virtual.scrollToOffset(0)}>
          <Icon name="up" size={12} />
          {words.activity.newer(newer)}
        </button>
      )}
      <div
        ref={scroll}
        role="grid"
        className={css.grid}
        aria-label={words.activity.table}
        aria-rowcount={total + 1}
        aria-activedescendant={inView && chosen ? rowId(chosen) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <Head />
        <div role="rowgroup" className={css.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <GridRow
                key={item.key}
                row={row}
                index={item.index}
                offset={item.start - HEAD_HEIGHT}
                chosen={row.id === chosen}
                onChoose={onChoose}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The row that a key leads to, if it is a key that moves. */
function target(key: string, at: number, count: number, page: number): number | null {
  switch (key) {
    case "ArrowDown":
      return at + 1;
    case "ArrowUp":
      return at < 0 ? 0 : at - 1;
    case "PageDown":
      return at + page;
    case "PageUp":
      return at - page;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

function Head() {
  const { when, state, automation, what, destination, attempts, took, code } = words.activity;
  return (
    <div role="rowgroup" className={css.heads}>
      <div role="row" aria-rowindex={1} className={css.head}>
        <Column>{when}</Column>
        <Column>{state}</Column>
        <Column kind={css.names}>{automation}</Column>
        <Column>{what}</Column>
        <Column kind={css.names}>{destination}</Column>
        <Column kind={`${css.figure} ${css.figures}`}>{attempts}</Column>
        <Column kind={`${css.figure} ${css.figures}`}>{took}</Column>
        <Column kind={css.figure}>{code}</Column>
      </div>
    </div>
  );
}

function Column({ children, kind = "" }: { children: string; kind?: string }) {
  return (
    <span role="columnheader" className={`${css.cell} ${kind}`}>
      {children}
    </span>
  );
}
