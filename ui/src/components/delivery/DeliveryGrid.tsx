import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { words } from "../../model/en";
import { type Log, lengthOf } from "../../model/log";
import { useAnchor } from "./anchor";
import css from "./DeliveryGrid.module.css";
import { GridHead } from "./GridHead";
import { GridRow, RowToCome, rowId } from "./GridRow";
import { deed, leadsTo } from "./keys";

const ROW_HEIGHT = 36;
/** The head stays in view above the rows, and scrolls with none of them. */
const HEAD_HEIGHT = 32;

/** Which rows are marked for something to be done with them. */
export interface Marks {
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  /** Marks all that are loaded, or none. */
  toggleAll: () => void;
  state: "none" | "some" | "all";
}

/** What the screen can have the list do. */
export interface GridHandle {
  focus: () => void;
  toTop: () => void;
}

interface DeliveryGridProps {
  log: Log;
  chosen: string | null;
  marks: Marks;
  handle: Ref<GridHandle>;
  onChoose: (id: string | null) => void;
  /** Enter on a row: into what is shown of it. */
  onEnter: () => void;
  /** Tells which places of the list are in view. */
  onShow: (first: number, last: number) => void;
  /** Tells whether the newest row is in view. */
  onTop: (atTop: boolean) => void;
}

/** The log as a table of any length, of which only what is in view is drawn. */
export function DeliveryGrid(props: DeliveryGridProps) {
  const { log, chosen, marks, handle, onChoose, onShow, onTop } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const { above, rows } = log;
  const length = lengthOf(log);
  const virtual = useVirtualizer({
    count: length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index - above]?.id ?? index,
    overscan: 10,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  });
  useAnchor(scroll, log, ROW_HEIGHT);
  useImperativeHandle(handle, () => ({
    focus: () => scroll.current?.focus(),
    toTop: () => virtual.scrollToOffset(0),
  }));

  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a log that moved has to be asked anew
  useEffect(() => onShow(first, last), [onShow, first, last, log]);
  useEffect(() => {
    const element = scroll.current;
    if (!element) return;
    const look = () => onTop(element.scrollTop < ROW_HEIGHT / 2);
    look();
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [onTop]);

  const at = rows.findIndex((row) => row.id === chosen);
  const choose = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index - above))];
    if (!row) return;
    onChoose(row.id);
    virtual.scrollToIndex(above + rows.indexOf(row));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const to = leadsTo(event, at < 0 ? -1 : above + at, length, page);
    if (to !== null) choose(to);
    else if (!deed(event, rows[at], props)) return;
    event.preventDefault();
  };
  const inView = items.some((item) => at >= 0 && item.index === above + at);

  return (
    <div className={`${css.frame} ${chosen ? css.beside : ""}`}>
      <div
        ref={scroll}
        role="grid"
        className={css.grid}
        aria-label={words.activity.table}
        aria-rowcount={log.more ? -1 : length + 1}
        aria-multiselectable
        aria-activedescendant={inView && chosen ? rowId(chosen) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <GridHead marks={marks} />
        <div role="rowgroup" className={css.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ key, index, start }) => {
            const row = rows[index - above];
            const offset = start - HEAD_HEIGHT;
            return row ? (
              <GridRow
                key={key}
                row={row}
                index={index}
                offset={offset}
                chosen={row.id === chosen}
                marked={marks.has(row.id)}
                onChoose={onChoose}
                onMark={marks.toggle}
              />
            ) : (
              <RowToCome key={key} index={index} offset={offset} />
            );
          })}
        </div>
      </div>
    </div>
  );
}
