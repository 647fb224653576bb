import { type RefObject, useEffect, useRef } from "react";
import { isPressed, isSingle, type ShortcutName, shortcuts } from "../model/shortcuts";
import { present } from "./preferences";

/** Whether this is a Mac, whose ⌘ does what Ctrl does elsewhere. */
export const isMac = /^Mac/.test(navigator.platform);

interface Where {
  /** Only while the keyboard is in this part of the page. */
  within?: RefObject<HTMLElement | null>;
  /** Only while this holds. */
  when?: boolean;
}

/** Does something when a shortcut of the table is pressed. */
export function useShortcut(name: ShortcutName, act: () => void, where: Where = {}): void {
  useKeys(shortcuts[name].keys, act, where);
}

/** The same for keys that are not in the table, such as those of the rail's places. */
export function useKeys(
  keys: string[],
  act: () => void,
  { within, when = true }: Where = {},
): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  const wanted = keys.join(" ");
  useEffect(() => {
    if (!when) return;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const hit = wanted.split(" ").find((one) => isPressed(one, event, isMac));
      if (!hit || (isSingle(hit) && !mayBeSingle(event))) return;
      // In a text these keys belong to the text.
      if (hit === "Mod+Z" && isWriting(event.target)) return;
      if (within && !within.current?.contains(document.activeElement)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [wanted, when, within]);
}

function mayBeSingle(event: KeyboardEvent): boolean {
  return present().singleKeys && !isWriting(event.target);
}

/** Whether keys go into a text just now. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const kinds =
    "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
  return target.matches(kinds) || target.isContentEditable;
}
