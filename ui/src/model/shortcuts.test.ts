import { expect, test } from "vitest";
import { isPressed, isSingle, keyNames, type Pressed, shortcuts } from "./shortcuts";

function press(key: string, held: Partial<Pressed> = {}): Pressed {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

test("Ctrl is ⌘ on a Mac", () => {
  expect(isPressed("Mod+K", press("k", { ctrlKey: true }), false)).toBe(true);
  expect(isPressed("Mod+K", press("k", { metaKey: true }), false)).toBe(false);
  expect(isPressed("Mod+K", press("k", { metaKey: true }), true)).toBe(true);
  expect(isPressed("Mod+K", press("k", { ctrlKey: true }), true)).toBe(false);
  expect(keyNames("Mod+K", true)).toEqual(["⌘", "K"]);
  expect(keyNames("Mod+,", false)).toEqual(["Ctrl", ","]);
});

test("a sign counts whichever layer it is on, a letter only without Shift", () => {
  expect(isPressed("?", press("?", { shiftKey: true }), false)).toBe(true);
  expect(isPressed("/", press("/", { shiftKey: true }), false)).toBe(true);
  expect(isPressed("R", press("r"), false)).toBe(true);
  expect(isPressed("R", press("R", { shiftKey: true }), false)).toBe(false);
  expect(isPressed("Mod+Z", press("Z", { ctrlKey: true, shiftKey: true }), false)).toBe(false);
});

test("keys that are held besides make it another shortcut", () => {
  expect(isPressed("F1", press("F1"), false)).toBe(true);
  expect(isPressed("F1", press("F1", { ctrlKey: true }), false)).toBe(false);
  expect(isPressed("R", press("r", { altKey: true }), false)).toBe(false);
});

test("no key does two things in one place", () => {
  const seen = Object.values(shortcuts).flatMap(({ keys, scope }) =>
    keys.map((key) => `${scope} ${key}`),
  );
  expect(new Set(seen).size).toBe(seen.length);
  expect(isSingle("R") && isSingle("?")).toBe(true);
  expect(isSingle("F1") || isSingle("Escape") || isSingle("Mod+K")).toBe(false);
});
