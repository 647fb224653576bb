/**
 * Every key that does something, in one table: handlers, tooltips and help read it. `Mod` is Ctrl,
 * and ⌘ on a Mac.
 */

/** Where a shortcut works. */
export type Scope = "everywhere" | "list" | "activity" | "map" | "form";

interface Shortcut {
  /** The keys that do it; the first one is shown. */
  keys: string[];
  scope: Scope;
}

const table = {
  palette: { keys: ["Mod+K"], scope: "everywhere" },
  newAutomation: { keys: ["Mod+N"], scope: "everywhere" },
  undo: { keys: ["Mod+Z"], scope: "everywhere" },
  settings: { keys: ["Mod+,"], scope: "everywhere" },
  help: { keys: ["F1", "?"], scope: "everywhere" },
  search: { keys: ["/"], scope: "everywhere" },
  save: { keys: ["Mod+S"], scope: "form" },
  sendTest: { keys: ["Mod+Enter"], scope: "form" },
  previous: { keys: ["ArrowUp"], scope: "list" },
  next: { keys: ["ArrowDown"], scope: "list" },
  open: { keys: ["Enter"], scope: "list" },
  close: { keys: ["Escape"], scope: "list" },
  resend: { keys: ["R"], scope: "activity" },
  live: { keys: ["L"], scope: "activity" },
  connect: { keys: ["C"], scope: "map" },
} satisfies Record<string, Shortcut>;

/** A shortcut's name. */
export type ShortcutName = keyof typeof table;

/** All shortcuts by name, in the order in which help lists them. */
export const shortcuts: Record<ShortcutName, Shortcut> = table;

/** The number of a place in the rail, as its key. */
export function placeKey(number: number): string {
  return `Mod+${number}`;
}

/** What of a key press counts. */
export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** Whether these keys were pressed. */
export function isPressed(keys: string, pressed: Pressed, mac: boolean): boolean {
  const parts = keys.split("+");
  const wanted = parts.at(-1) ?? "";
  const wantsMod = parts.length > 1;
  const mod = mac ? pressed.metaKey : pressed.ctrlKey;
  const other = mac ? pressed.ctrlKey : pressed.metaKey;
  if (pressed.altKey || other || mod !== wantsMod) return false;
  // Which layer of a key a sign is on differs from keyboard to keyboard; letters have both.
  if (pressed.shiftKey && /^[A-Z]$/.test(wanted)) return false;
  return pressed.key.toLowerCase() === wanted.toLowerCase();
}

/** A key without Ctrl: it could as well be meant as text. */
export function isSingle(keys: string): boolean {
  return keys.length === 1;
}

const NAMES: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};

/** The keys as they stand on the keyboard: `Ctrl` `K`, or `⌘` `K`. */
export function keyNames(keys: string, mac: boolean): string[] {
  return keys.split("+").map((part) => {
    if (part === "Mod") return mac ? "⌘" : "Ctrl";
    return NAMES[part] ?? part;
  });
}
