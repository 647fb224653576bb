import { expect, test } from "@playwright/test";
import { open, row, toast } from "./app";

const names = ["Heartbeat", "Signed contracts"];

test("the list is searched, narrowed and sorted, and the address says how", async ({ page }) => {
  await open(page, "failing");
  const rows = page.getByRole("list", { name: "Automations" }).getByRole("listitem");
  await expect(rows).toHaveCount(8);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search automations" })).toBeFocused();
  await page.keyboard.type("shop");
  await expect(rows).toHaveCount(3);
  await page.keyboard.press("Escape");
  await expect(rows).toHaveCount(8);

  await page.getByRole("button", { name: "Off", exact: true }).click();
  await expect(rows).toHaveCount(1);
  await page.getByRole("button", { name: /Has problems/ }).click();
  await expect(row(page, "Signed contracts")).toContainText("Folder not found");
  await page.getByRole("button", { name: "All", exact: true }).click();
  await page.getByRole("button", { name: "Type" }).click();
  await page.getByRole("menuitem", { name: "Schedule" }).click();
  await page.getByRole("button", { name: "Sorted by Name" }).click();
  await page.getByRole("menuitem", { name: "Last result" }).click();
  await expect(rows).toHaveCount(3);
  await expect(page).toHaveURL(/#\/automations\?kind=schedule&sort=result$/);
  await page.reload();
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText("Monday sales report");

  await page.getByRole("searchbox").fill("nowhere");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(rows).toHaveCount(8);
});

test("a folder that is gone is chosen again in its row", async ({ page }) => {
  await open(page, "failing");
  await row(page, "Signed contracts").getByRole("button", { name: "Choose again" }).click();
  await expect(toast(page, "Signed contracts")).toBeVisible();
});

test("several are switched and deleted together, and come back together", async ({ page }) => {
  await open(page, "still");
  for (const name of names) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  const tools = page.getByRole("group", { name: "What is done with the selection" });
  await expect(tools).toContainText("2 automations selected");
  await tools.getByRole("button", { name: "Switch on" }).click();
  await expect(row(page, "Heartbeat").getByRole("switch")).toBeChecked();
  await expect(tools).toHaveCount(0);

  for (const name of names) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await tools.getByRole("button", { name: "Switch off" }).click();
  await expect(toast(page, "2 automations were switched off.")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(row(page, "Signed contracts").getByRole("switch")).toBeChecked();

  for (const name of names) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await tools.getByRole("button", { name: "Delete" }).click();
  for (const name of names) await expect(row(page, name)).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Automations" })).toBeFocused();
  await toast(page, "2 automations were deleted.").getByRole("button", { name: "Undo" }).click();
  for (const name of names) await expect(row(page, name)).toBeVisible();
});

test("arrows go from row to row, Escape gives the selection up", async ({ page }) => {
  await open(page, "still");
  const heartbeat = page.getByRole("checkbox", { name: "Select Heartbeat" });
  await heartbeat.focus();
  await page.keyboard.press("Space");
  await expect(heartbeat).toBeChecked();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("link", { name: "Invoices to accounting" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("link", { name: "Heartbeat" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(heartbeat).not.toBeChecked();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Heartbeat");
});

test("a deleted row gives the keyboard to the next one", async ({ page }) => {
  await open(page, "still");
  await page.getByRole("button", { name: "More for Heartbeat" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Run now" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("menuitem", { name: "Delete" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(row(page, "Heartbeat")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Invoices to accounting" })).toBeFocused();
});

test("an import begins where automations are, too", async ({ page }) => {
  await open(page, "still");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Import a recipe" })).toBeVisible();
});
