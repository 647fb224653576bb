import { expect, type Page, test } from "@playwright/test";
import { open } from "./app";

/** The first run's own title: Home has a card of the same name. */
const title = (page: Page) =>
  page.getByRole("heading", { level: 1, name: "Send your first webhook" });

test("the very first start leads to the first run, and two clicks make a webhook", async ({
  page,
}) => {
  await page.goto("/?scenario=empty");
  await expect(title(page)).toBeVisible();
  await page.getByRole("button", { name: "Create and try it" }).click();
  await expect(page.getByText("Watching ~/Webhook demo")).toBeVisible();
  await expect(page.getByText("What arrives is shown here")).toBeVisible();
  await page.getByRole("button", { name: "Create a sample file for me" }).click();
  await expect(page.getByRole("status").filter({ hasText: "That’s it" })).toContainText(
    /That’s it: \d+\.\d+ seconds from file to webhook\./,
  );
  await expect(page.getByText("hello.txt added")).toBeVisible();
  const inbox = page.getByRole("region", { name: "Test inbox" });
  await expect(inbox.getByText("Signature valid")).toBeVisible();
  await expect(inbox.getByText("webhook-signature")).toBeVisible();
});

test("the same goes by keyboard alone", async ({ page }) => {
  await page.goto("/?scenario=empty");
  await title(page).waitFor();
  await page.getByRole("radio", { name: "A file appears" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "On a schedule" })).toBeChecked();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("radio", { name: "A file appears" })).toBeChecked();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Create a sample file for me" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Send to a real address" })).toBeVisible();
});

for (const [card, ready, button] of [
  ["On a schedule", "Running every minute", "Run it now"],
  ["Something calls this computer", "Listening at /in/first-hook", "Call it for me"],
] as const) {
  test(`“${card}” works as well`, async ({ page }) => {
    await open(page, "empty", "first-run");
    await page.getByText(card).click();
    await page.getByRole("button", { name: "Create and try it" }).click();
    await expect(page.getByText(ready)).toBeVisible();
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByText("That’s it")).toBeVisible();
  });
}

test("a folder that can't be made says so at its field", async ({ page }) => {
  await open(page, "empty", "first-run");
  await page.getByLabel("Folder", { exact: true }).fill("/proc/demo");
  await page.getByRole("button", { name: "Create and try it" }).click();
  await expect(page.getByText("I couldn't create that folder. Choose another.")).toBeVisible();
  await expect(page.getByLabel("Folder", { exact: true })).toBeFocused();
});

test("everything made here goes away in one click", async ({ page }) => {
  await open(page, "empty", "first-run");
  await page.getByRole("button", { name: "Create and try it" }).click();
  await page.getByRole("button", { name: "Delete everything made here" }).click();
  await expect(title(page)).toBeVisible();
  await page.getByRole("link", { name: "Automations" }).click();
  await expect(page.getByText("No automations yet")).toBeVisible();
});

test("skipping leads on, and whoever has automations is not led here", async ({ page }) => {
  await page.goto("/?scenario=empty");
  await page.getByRole("button", { name: "Skip", exact: true }).click();
  await expect(title(page)).toBeHidden();
  await page.goto("/?scenario=still");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(title(page)).toBeHidden();
});
