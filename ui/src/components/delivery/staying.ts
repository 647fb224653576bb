import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

/**
 * Keeps what a person looks at in its place while new rows come on top of it. Returns how many
 * came since the top was last in view.
 */
export function useStaying(
  scroll: RefObject<HTMLElement | null>,
  rows: { id: string }[],
  rowHeight: number,
): number {
  const [newer, setNewer] = useState(0);
  const top = useRef(rows[0]?.id);

  useLayoutEffect(() => {
    const before = top.current;
    top.current = rows[0]?.id;
    const element = scroll.current;
    const added = rows.findIndex((row) => row.id === before);
    if (!element || added <= 0 || element.scrollTop === 0) return;
    element.scrollTop += added * rowHeight;
    setNewer((count) => count + added);
  }, [scroll, rows, rowHeight]);

  useEffect(() => {
    const element = scroll.current;
    if (!element) return;
    const look = () => element.scrollTop < rowHeight && setNewer(0);
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [scroll, rowHeight]);

  return newer;
}
