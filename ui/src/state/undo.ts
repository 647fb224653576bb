import { useCallback, useEffect, useRef } from "react";
import type { UndoRow } from "../bindings/UndoRow";
import { words } from "../model/en";
import { useCommand } from "./command";
import { useHost, whenBack } from "./host";
import { useShortcut } from "./keyboard";
import { hush, say, sayUndoable } from "./toast";

/** Toasts that come at once would only hide each other. */
const MOST_AT_ONCE = 2;

/** Takes something back, and says so. */
export function useUndo() {
  const { run } = useCommand();
  return async (id: string) => {
    hush(id);
    const undone = await run({ type: "undo", id });
    if (undone) say(words.undo.undone(undone.done), "undo");
  };
}

/**
 * Offers in the corner to take back whatever is done while the window is open, wherever it was
 * done, and takes back the newest on Ctrl Z. Gives how to do that.
 */
export function useUndoToasts(): () => void {
  const host = useHost();
  const undo = useUndo();
  const latest = useRef(undo);
  useEffect(() => {
    latest.current = undo;
  });
  /** Done since the window was opened, oldest first. */
  const done = useRef<UndoRow[]>([]);
  const known = useRef<Set<string> | null>(null);

  const read = useCallback(async () => {
    const rows = await host.call({ type: "list_undo" });
    const before = known.current;
    known.current = new Set(rows.map((row) => row.id));
    if (!before) return;
    const fresh = rows.filter((row) => !before.has(row.id) && !row.undone_at).reverse();
    done.current = [...done.current, ...fresh].filter(
      (one) => !rows.some((row) => row.id === one.id && row.undone_at),
    );
    for (const row of fresh.slice(-MOST_AT_ONCE)) {
      sayUndoable(row.id, row.done, () => void latest.current(row.id));
    }
  }, [host]);

  useEffect(() => {
    // What can't be read now is read when the runner is back.
    const again = () => void read().catch(() => {});
    again();
    const stopChanges = host.changes((change) => {
      if (change.type === "undo" || change.type === "missed") again();
    });
    const stopConnection = whenBack(host, again);
    return () => {
      stopChanges();
      stopConnection();
    };
  }, [host, read]);

  const undoLast = () => {
    const last = done.current.at(-1);
    if (last) void undo(last.id);
    else say(words.undo.nothing, "info");
  };
  useShortcut("undo", undoLast);
  return undoLast;
}
