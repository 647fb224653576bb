import { expect, type Locator, type Page } from "@playwright/test";

/** A situation of the sample host. */
export type Scenario =
  | "empty"
  | "busy"
  | "still"
  | "many"
  | "storm"
  | "bustle"
  | "hostile"
  | "crowded"
  | "failing"
  | "unhealthy"
  | "offline"
  | "trouble"
  | "disconnected"
  | "mismatch"
  | "failed";

/** Opens a screen in a situation. */
export async function open(page: Page, scenario: Scenario, screen = "automations"): Promise<void> {
  await page.goto(`/?scenario=${scenario}#/${screen}`);
  await page.getByRole("navigation", { name: "Screens" }).waitFor();
}

/** Sets the connection to the simulated runner, as when it stops and comes back. */
export async function connect(page: Page, state: "connected" | "lost"): Promise<void> {
  await page.evaluate((wanted) => {
    const { hookloom } = window as unknown as {
      hookloom: { connect: (connection: { state: string }) => void };
    };
    hookloom.connect({ state: wanted });
  }, state);
}

/** What was put on the clipboard last. */
export function copied(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const { hookloom } = window as unknown as { hookloom: { copied: () => string | null } };
    return hookloom.copied();
  });
}

/** The row of an automation or a destination. */
export function row(page: Page, name: string): Locator {
  return page.getByRole("listitem").filter({ has: page.getByRole("link", { name }) });
}

/** Chooses from a list that opens under its field. */
export async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: field, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

/**
 * Goes down an open list until that option is marked. A list that has just opened may not know yet
 * where in it one is, so the first press may mark the one that is chosen already.
 */
export async function goDownTo(page: Page, option: string): Promise<void> {
  const marked = page.locator("[data-combobox-selected]");
  await expect(async () => {
    await page.keyboard.press("ArrowDown");
    await expect(marked).toHaveText(option, { timeout: 2_000 });
  }).toPass();
}

/** The editor itself, once it has taken the place of the plain field. */
export function codeEditor(page: Page, name: string): Locator {
  return page.getByRole("textbox", { name, exact: true }).and(page.locator("[contenteditable]"));
}

/** Writes into an editor, which takes over what is written a moment after it is there. */
export async function write(editor: Locator, text: string): Promise<void> {
  await expect(async () => {
    await editor.fill(text);
    await expect(editor).toHaveText(text.trim(), { timeout: 1000 });
  }).toPass();
}

/** What the corner of the window says. */
export function toast(page: Page, words: string): Locator {
  return page.getByRole("alert").filter({ hasText: words });
}

/** Presses the window's own close button. */
export async function askToClose(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as unknown as { hookloom: { askToClose: () => void } }).hookloom.askToClose();
  });
}

/** Whether the window was closed for good. */
export function isClosed(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    (window as unknown as { hookloom: { closed: () => boolean } }).hookloom.closed(),
  );
}
