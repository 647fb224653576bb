import { expect, type Page, test } from "@playwright/test";
import { codeEditor, goDownTo, open, row } from "./app";

/** Presses Tab until the wanted control has the keyboard. */
async function tabTo(page: Page, name: string): Promise<void> {
  const here = page.locator(":focus");
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await here.evaluateAll((elements) =>
      elements.map(
        (element) =>
          element.getAttribute("aria-label") ??
          (element as HTMLInputElement).labels?.[0]?.textContent ??
          element.textContent,
      ),
    );
    if (focused[0]?.trim() === name) return;
  }
  throw new Error(`Tab never reached ‘${name}’`);
}

test("an automation is made, run and watched without a mouse", async ({ page }) => {
  await open(page, "empty");
  await expect(page.getByRole("heading", { name: "No automations yet" })).toBeVisible();
  await tabTo(page, "New automation");
  await page.keyboard.press("Enter");
  await tabTo(page, "Name");
  await page.keyboard.type("By keyboard");
  await tabTo(page, "Files");
  for (const trigger of ["Schedule", "Incoming call", "By hand"]) {
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("radio", { name: trigger })).toBeChecked();
  }
  await tabTo(page, "Body");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: "Standard event" })).toBeVisible();
  for (const body of ["CloudEvents", "My own JSON"]) {
    await goDownTo(page, body);
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Body" })).toHaveValue("My own JSON");
  await codeEditor(page, "JSON").waitFor();
  await tabTo(page, "JSON");
  await page.keyboard.press("Control+A");
  await page.keyboard.type('{ "a": 1 }');
  await page.keyboard.press("Control+S");
  await expect(page.getByText("“By keyboard” is saved.")).toBeVisible();

  await page.keyboard.press("Escape");
  await tabTo(page, "Automations");
  await page.keyboard.press("Enter");
  await expect(row(page, "By keyboard")).toBeVisible();
  await tabTo(page, "More for By keyboard");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Run now" })).toBeFocused();
  await page.keyboard.press("Enter");

  await tabTo(page, "Activity");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row").nth(1)).toContainText("By keyboard");
  await tabTo(page, "Deliveries, newest first");
  await page.keyboard.press("ArrowDown");
  const panel = page.getByRole("complementary", { name: "Delivery" });
  await expect(panel).toContainText("Delivered: 127.0.0.1 answered 200.");
  await page.keyboard.press("r");
  await expect(panel.getByRole("list", { name: "Timeline" })).toContainText("Attempt 2");
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
});

test("the log is walked with arrows, Home and End", async ({ page }) => {
  await open(page, "still", "activity");
  const chosen = page.getByRole("row", { selected: true });
  const grid = page.getByRole("grid");
  await grid.focus();
  await page.keyboard.press("End");
  await expect(chosen).toContainText("Price list to shop");
  await expect(chosen).toBeInViewport();
  await expect(grid).toHaveAttribute("aria-activedescendant", /^row-dlv_/);
  await page.keyboard.press("ArrowUp");
  await expect(chosen).toContainText("Nightly backup check");
  await page.keyboard.press("Home");
  await expect(chosen).toContainText("invoice-2231.pdf added");
});

test("a dialog keeps the keyboard and gives it back", async ({ page }) => {
  await open(page, "still", "automations/new");
  await page.getByLabel("Name", { exact: true }).fill("A");
  const back = page.getByRole("button", { name: "Back to automations" });
  await back.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Save" })).toBeFocused();
  for (let presses = 0; presses < 4; presses += 1) {
    await page.keyboard.press("Tab");
    await expect(dialog.locator(":focus")).toHaveCount(1);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(back).toBeFocused();
});

test("a menu is used by keyboard, and what it does can be undone by keyboard", async ({ page }) => {
  await open(page, "still");
  const more = page.getByRole("button", { name: "More for Heartbeat" });
  await more.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Run now" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("menuitem", { name: "Delete" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(more).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(more).toBeVisible();
});
