import type { UndoRow } from "../bindings/UndoRow";
import type { IconName } from "../components/shared/icon-shapes";

/** Something that was said in the corner. */
export interface Notice {
  id: string;
  at: number;
  message: string;
  icon: IconName;
}

/** A line of the list of notices. */
export interface NoticeRow {
  id: string;
  at: string;
  message: string;
  icon: IconName;
  state: "said" | "can_undo" | "undone";
}

/** What was said in this window and what the runner can undo, as one list, the newest first. */
export function noticeList(notices: readonly Notice[], undo: UndoRow[]): NoticeRow[] {
  const said = notices.map(
    ({ at, ...notice }): NoticeRow => ({
      ...notice,
      at: new Date(at).toISOString(),
      state: "said",
    }),
  );
  const done = undo.map(
    ({ id, at, done, undone_at }): NoticeRow => ({
      id,
      at,
      message: done,
      icon: "undo",
      state: undone_at ? "undone" : "can_undo",
    }),
  );
  return [...said, ...done].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
