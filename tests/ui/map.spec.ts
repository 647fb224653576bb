import { expect, type Page, test } from "@playwright/test";
import { choose, open } from "./app";

const box = (page: Page, name: string) => page.getByRole("link", { name: new RegExp(`^${name}`) });
const orders = (page: Page) => box(page, "Automation: Shop orders to print queue");

async function middle(page: Page, name: string) {
  const found = await box(page, name).boundingBox();
  if (!found) throw new Error(`${name} is not on the page`);
  return { x: found.x + found.width / 2, y: found.y + found.height / 2, box: found };
}

test("triggers, automations and destinations stand in three columns, joined by threads", async ({
  page,
}) => {
  await open(page, "still", "map");
  const trigger = await middle(page, "Trigger: /in/orders");
  const automation = await middle(page, "Automation: Shop orders to print queue");
  const destination = await middle(page, "Destination: Team chat");
  expect(trigger.y).toBe(automation.y);
  expect(trigger.x).toBeLessThan(automation.x);
  expect(automation.x).toBeLessThan(destination.x);
  await expect(page.getByText(/^\d+ sent$/).first()).toBeVisible();
  await expect(page.getByText("2 held", { exact: true }).first()).toBeVisible();
});

test("a click opens what a box stands for", async ({ page }) => {
  await open(page, "still", "map");
  await orders(page).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Shop orders to print queue");
});

test("the whole path of what is pointed at stands out", async ({ page }) => {
  await open(page, "still", "map");
  await orders(page).hover();
  const lit = page.locator("[data-path] > a");
  await expect(lit).toHaveCount(4);
  await expect(page.getByRole("group", { name: /Actions for Shop orders/ })).toBeVisible();
});

test("arrow keys walk the map, and Enter opens", async ({ page }) => {
  await open(page, "still", "map");
  await orders(page).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(box(page, "Trigger: /in/orders")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(orders(page)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("a:focus")).toHaveAccessibleName(/^Destination:/);
  await page.keyboard.press("Home");
  await expect(page.locator("a:focus")).toHaveAccessibleName(/^Destination: Test inbox/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/destinations\/dst_/);
});

test("the tabulator reaches one box and then what can be done with it", async ({ page }) => {
  await open(page, "still", "map");
  await expect(orders(page)).toBeVisible();
  await page.getByRole("button", { name: "Connect…" }).focus();
  await page.keyboard.press("Tab");
  await expect(page.locator("a:focus")).toHaveAccessibleName(/^Automation:/);
  await page.keyboard.press("Tab");
  await expect(page.locator("button:focus")).toContainText("Open");
});

test("drawing a thread from a trigger to a destination makes a draft of a new automation", async ({
  page,
}) => {
  await open(page, "still", "map");
  const from = (await middle(page, "Trigger: ~/Invoices")).box;
  const to = (await middle(page, "Destination: Team chat")).box;
  await page.mouse.move(from.x + from.width, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x - 40, to.y + to.height / 2, { steps: 8 });
  await page.mouse.move(to.x + 2, to.y + to.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/#\/automations\/new\?copy=atm_\w+&to=dst_/);
  await expect(page.getByRole("combobox", { name: "Destination" })).toHaveValue("Team chat");
});

test("the C key connects by choosing from lists", async ({ page }) => {
  await open(page, "still", "map");
  await orders(page).focus();
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "Connect" });
  await expect(dialog.getByRole("combobox", { name: "When" })).toHaveValue(
    "Shop orders to print queue: add a destination",
  );
  await choose(page, "Send to", "Accounting");
  await dialog.getByRole("button", { name: "Make a draft" }).click();
  await expect(page).toHaveURL(/#\/automations\/atm_\w+\?to=dst_/);
  await expect(page.getByRole("combobox", { name: "Destination" }).nth(2)).toHaveValue(
    "Accounting",
  );
  // It is a draft: nothing was kept.
  await page.getByRole("link", { name: "Map", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText(/Save|changes/);
});

test("a box stays where it was put, and goes back on undo", async ({ page }) => {
  await open(page, "still", "map");
  const before = (await middle(page, "Destination: Backup monitor")).box;
  await page.mouse.move(before.x + 60, before.y + 30);
  await page.mouse.down();
  await page.mouse.move(before.x + 60, before.y - 120, { steps: 10 });
  await page.mouse.up();
  await expect(page.getByRole("alert").filter({ hasText: "rearranged" })).toBeVisible();
  await page.getByRole("link", { name: "Automations", exact: true }).click();
  await page.getByRole("link", { name: "Map", exact: true }).click();
  await expect
    .poll(async () => (await middle(page, "Destination: Backup monitor")).box.y)
    .toBeLessThan(before.y - 100);
  await page.keyboard.press("Control+z");
  await expect
    .poll(async () => (await middle(page, "Destination: Backup monitor")).box.y)
    .toBe(before.y);
  await expect(page.getByRole("button", { name: "Tidy up" })).toBeDisabled();
});

test("what is deleted on the map can be taken back", async ({ page }) => {
  await open(page, "still", "map");
  await orders(page).focus();
  await page.keyboard.press("Delete");
  await expect(orders(page)).toHaveCount(0);
  await page
    .getByRole("alert")
    .filter({ hasText: "was deleted" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(orders(page)).toBeVisible();
});

test("the same can be read as a table", async ({ page }) => {
  await open(page, "still", "map");
  await page.getByRole("button", { name: "View as list" }).click();
  await expect(page).toHaveURL(/#\/map\?view=list/);
  const row = page.getByRole("row").filter({ hasText: "Shop error log grew" });
  await expect(row).toContainText("Failing");
  await expect(page.getByRole("columnheader")).toHaveCount(8);
  await page.getByRole("button", { name: "View as map" }).click();
  await expect(orders(page)).toBeVisible();
});

test("something travels along a thread when it is sent", async ({ page }) => {
  await open(page, "busy", "map");
  await expect(page.locator("circle[class*=bead]").first()).toBeAttached({ timeout: 15_000 });
});

test("a map with more than fits is walked with the keyboard, and shown as a whole", async ({
  page,
}) => {
  await open(page, "crowded", "map");
  await box(page, "Automation: Heartbeat, ").focus();
  await page.keyboard.press("End");
  const last = page.locator("a:focus");
  await expect(last).toBeInViewport();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(box(page, "Automation: Heartbeat, ")).toBeInViewport();
});

test("with nothing made yet it says how to begin", async ({ page }) => {
  await open(page, "empty", "map");
  await expect(page.getByRole("heading", { name: "Nothing to draw yet" })).toBeVisible();
});
