import { expect, test } from "@playwright/test";
import { choose, open, row, toast } from "./app";

test("what runs appears by itself, on top", async ({ page }) => {
  await open(page, "still");
  await row(page, "Nightly backup check").getByRole("button", { name: "More for" }).click();
  await page.getByRole("menuitem", { name: "Run now" }).click();
  await page.getByRole("link", { name: "Activity" }).click();
  const top = page.getByRole("row").nth(1);
  await expect(top).toContainText("Nightly backup check");
  await expect(top).toContainText("Run by hand");
  await expect(top).toContainText("Sent");
});

test("the list follows while one looks, and rows stay where they are", async ({ page }) => {
  await page.setViewportSize({ width: 1100, height: 600 });
  await open(page, "busy", "activity");
  const grid = page.getByRole("grid", { name: "Deliveries, newest first" });
  const rows = page.getByRole("row");
  await expect(rows.nth(1)).toContainText("invoice-2231.pdf added");
  await expect(rows.nth(1)).toContainText("Run by hand", { timeout: 15_000 });

  await grid.evaluate((element) => element.scrollTo(0, 200));
  const watched = rows.filter({ hasText: "credit-note-0117.pdf" });
  const before = await watched.boundingBox();
  const pill = page.getByRole("button", { name: /^\d+ new$/ });
  await expect(pill).toBeVisible({ timeout: 15_000 });
  const after = await watched.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
  await pill.click();
  await expect(pill).toHaveCount(0);
  expect(await grid.evaluate((element) => element.scrollTop)).toBe(0);
});

test("filters narrow the list, live in the address, and can be cleared", async ({ page }) => {
  await open(page, "still", "activity");
  await expect(page.getByText("24 deliveries")).toBeVisible();
  await page.getByRole("button", { name: "State" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Failed" }).click();
  await expect(page.getByText("2 deliveries")).toBeVisible();
  await expect(page).toHaveURL(/state=failed/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Destination" }).click();
  await page.getByRole("menuitem", { name: "Shop" }).click();
  await expect(page.getByRole("heading", { name: "No results" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await expect(page.getByText("24 deliveries")).toBeVisible();
});

test("a delivery is opened, looked into and sent again", async ({ page }) => {
  await open(page, "still", "activity");
  await page.getByRole("row").filter({ hasText: "error.log" }).first().click();
  const panel = page.getByRole("complementary", { name: "Delivery" });
  await expect(panel).toContainText(
    "Not delivered: oncall.example answered 401 (it refused our credentials).",
  );
  const timeline = panel.getByRole("list", { name: "Timeline" });
  await expect(timeline.getByRole("listitem")).toHaveText([
    /Event seen: error.log changed/,
    /Attempt 1 · 401 Unauthorized/,
    /Given up/,
  ]);
  await panel.getByRole("tab", { name: "Request" }).click();
  await expect(panel).toContainText("POST https://oncall.example/v1/alerts");
  await expect(panel.getByRole("group", { name: "Content of the request" })).toContainText(
    '"type": "file.changed"',
  );
  await panel.getByRole("tab", { name: "Event" }).click();
  await expect(panel.getByRole("group", { name: "Data of the event" })).toContainText(
    '"stem": "error"',
  );

  await panel.getByRole("button", { name: "Send again" }).click();
  await expect(toast(page, "On its way again")).toBeVisible();
  await expect(panel).toContainText("Delivered: oncall.example answered 200.");
  await expect(timeline.getByRole("listitem")).toHaveCount(3);
  await panel.getByRole("tab", { name: "Response" }).click();
  await expect(panel).toContainText('"ok": true');
  await choose(page, "Which attempt", "Attempt 1");
  await expect(panel).toContainText("The signature was made with another secret.");
});

test("a delivery that keeps trying can be stopped", async ({ page }) => {
  await open(page, "still", "activity");
  await page.getByRole("row").filter({ hasText: "Waiting" }).click();
  const panel = page.getByRole("complementary", { name: "Delivery" });
  await expect(panel).toContainText(/Attempt 3 in \d min/);
  await panel.getByRole("button", { name: "Stop retrying" }).click();
  await expect(panel).toContainText("Stopped by hand before it was delivered.");
  await expect(page.getByRole("row", { selected: true })).toContainText("Stopped");
});

test("a skipped delivery says which rule kept it back", async ({ page }) => {
  await open(page, "still", "activity");
  await page.getByRole("row").filter({ hasText: "Skipped" }).click();
  const panel = page.getByRole("complementary", { name: "Delivery" });
  await expect(panel).toContainText("Only if: not met");
  await expect(panel).toContainText("which doesn't contain ‘final’");
  await expect(panel.getByRole("button", { name: "Send again" })).toHaveCount(0);
});

test("pausing holds what comes, resuming sends it", async ({ page }) => {
  await open(page, "still");
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("menuitem", { name: "Until I resume" }).click();
  await expect(page.getByRole("contentinfo")).toContainText("Paused");
  await row(page, "Nightly backup check").getByRole("button", { name: "More for" }).click();
  await page.getByRole("menuitem", { name: "Run now" }).click();
  await expect(row(page, "Nightly backup check")).toContainText("Held since");
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(row(page, "Nightly backup check")).toContainText(/Sent \d+ s ago/);
});

test("with nothing sent yet, the list says what will be here", async ({ page }) => {
  await open(page, "empty", "activity");
  await expect(page.getByRole("heading", { name: "Nothing yet" })).toBeVisible();
});

test("a refusal leads to the secret of the destination", async ({ page }) => {
  await open(page, "still", "activity?state=failed");
  await page.getByRole("row").nth(1).click();
  const panel = page.getByRole("complementary", { name: "Delivery" });
  await panel.getByRole("link", { name: "Update the secret…" }).click();
  await expect(page).toHaveURL(/#\/destinations\/dst_\w+\?at=secret/);
  await expect(page.locator('[data-path="secret"], [data-path="signing"]').first()).toBeVisible();
  await expect(page.locator(":focus")).not.toHaveCount(0);
});
