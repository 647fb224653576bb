import { type RefObject, useLayoutEffect, useRef } from "react";
import type { Log } from "../../model/log";

/** Keeps what a person looks at in its place while rows come or go above it. */
export function useAnchor(
  scroll: RefObject<HTMLElement | null>,
  log: Log,
  rowHeight: number,
): void {
  const before = useRef(log);

  useLayoutEffect(() => {
    const was = before.current;
    before.current = log;
    const element = scroll.current;
    if (!element || was === log || element.scrollTop < rowHeight) return;
    const at = Math.floor(element.scrollTop / rowHeight);
    const watched = was.rows[at - was.above];
    if (!watched) return;
    const now = log.rows.findIndex((row) => row.id === watched.id);
    const moved = now < 0 ? 0 : log.above + now - at;
    if (moved !== 0) element.scrollTop += moved * rowHeight;
  }, [scroll, log, rowHeight]);
}
