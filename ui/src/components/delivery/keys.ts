import type { KeyboardEvent } from "react";
import type { DeliveryRow } from "../../bindings/DeliveryRow";
import type { Marks } from "./DeliveryGrid";

/** The place in the list that a key leads to, if it is a key that moves. */
export function leadsTo(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey">,
  at: number,
  length: number,
  page: number,
): number | null {
  if (event.ctrlKey || event.metaKey) return null;
  switch (event.key) {
    case "ArrowDown":
      return at + 1;
    case "ArrowUp":
      return Math.max(0, at - 1);
    case "PageDown":
      return at + page;
    case "PageUp":
      return Math.max(0, at - page);
    case "Home":
      return 0;
    case "End":
      return length - 1;
    default:
      return null;
  }
}

interface Deeds {
  marks: Marks;
  onChoose: (id: string | null) => void;
  onEnter: () => void;
}

/** Does what a key stands for in the list; false for any other key. */
export function deed(event: KeyboardEvent, row: DeliveryRow | undefined, deeds: Deeds): boolean {
  if (event.ctrlKey || event.metaKey) {
    if (event.key !== "a") return false;
    deeds.marks.toggleAll();
    return true;
  }
  switch (event.key) {
    case "Escape":
      deeds.onChoose(null);
      return true;
    case "Enter":
      if (row) deeds.onEnter();
      return row !== undefined;
    case " ":
      if (row) deeds.marks.toggle(row.id);
      return row !== undefined;
    default:
      return false;
  }
}
