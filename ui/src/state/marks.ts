import { useCallback, useMemo, useState } from "react";
import type { Chosen } from "../bindings/Chosen";
import type { DeliveryFilter } from "../bindings/DeliveryFilter";
import type { Marks } from "../components/delivery/DeliveryGrid";

/** Which deliveries are marked: some by name, or all that fit the filter. */
export interface Marked extends Marks {
  /** How many by name; with `everything` at least one. */
  count: number;
  /** All that the filter lets through, also those that are not loaded. */
  everything: boolean;
  markEverything: () => void;
  clear: () => void;
  chosen: (filter: DeliveryFilter) => Chosen;
}

const NONE: ReadonlySet<string> = new Set();

/** The marks of a list; another filter begins without any. */
export function useMarks(rows: { id: string }[], wanted: string): Marked {
  const [marked, setMarked] = useState({ wanted, ids: NONE, everything: false });
  const { ids, everything } = marked.wanted === wanted ? marked : { ids: NONE, everything: false };
  const set = useCallback(
    (ids: ReadonlySet<string>, everything = false) => setMarked({ wanted, ids, everything }),
    [wanted],
  );
  const toggle = useCallback(
    (id: string) =>
      setMarked((was) => {
        const next = new Set(was.wanted === wanted ? was.ids : NONE);
        if (!next.delete(id)) next.add(id);
        return { wanted, ids: next, everything: false };
      }),
    [wanted],
  );
  return useMemo(() => {
    const all = everything || (rows.length > 0 && rows.every((row) => ids.has(row.id)));
    const some = ids.size > 0;
    return {
      has: (id) => everything || ids.has(id),
      toggle,
      toggleAll: () => set(all ? NONE : new Set(rows.map((row) => row.id))),
      state: all ? "all" : some ? "some" : "none",
      count: everything ? Math.max(1, rows.length) : ids.size,
      everything,
      markEverything: () => set(NONE, true),
      clear: () => set(NONE),
      chosen: (filter) => (everything ? { type: "all", filter } : { type: "these", ids: [...ids] }),
    };
  }, [rows, ids, everything, set, toggle]);
}
