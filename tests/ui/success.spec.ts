import { expect, type Page, test } from "@playwright/test";
import { open, toast } from "./app";

const counts = (page: Page) => page.getByRole("textbox", { name: "Counts as success" });
const triedAgain = (page: Page) =>
  page.getByRole("textbox", { name: "Try again after these answers" });
const save = (page: Page) => page.getByRole("button", { name: "Save" }).click();

async function edit(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: /^Automations/ }).click();
  await page.getByRole("link", { name }).click();
}

test("what counts as success is checked, kept and shown again", async ({ page }) => {
  await open(page, "still");
  await edit(page, "Invoices to accounting");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await expect(counts(page)).toHaveValue("200-299");
  for (const [wrong, message] of [
    ["200-299, 2xx", /‘2xx’ is no status/],
    ["100-299", /Only statuses from 200 to 599 can count as success; you wrote 100/],
    ["", /Name at least one status/],
    ["200-299, 503", /503 is also among the answers that are tried again/],
  ] as const) {
    await counts(page).fill(wrong);
    await save(page);
    await expect(counts(page)).toHaveAccessibleDescription(message);
  }
  await counts(page).fill("200-299, 302, 410");
  await save(page);
  await expect(toast(page, "is saved")).toBeVisible();

  await edit(page, "Invoices to accounting");
  await expect(counts(page), "the fields are open, because one is in use").toHaveValue(
    "200-299, 302, 410",
  );
});

test("an answer that says not yet can be tried again", async ({ page }) => {
  await open(page, "still");
  await edit(page, "Invoices to accounting");
  await page.getByRole("button", { name: "More", exact: true }).click();
  for (const [wrong, message] of [
    ["199", /Only statuses from 200 to 999 can be tried again; you wrote 199/],
    ["1000", /Only statuses from 200 to 999 can be tried again; you wrote 1000/],
  ] as const) {
    await triedAgain(page).fill(wrong);
    await save(page);
    await expect(triedAgain(page)).toHaveAccessibleDescription(message);
  }
  await triedAgain(page).fill("202, 429, 500-599, 999");
  await save(page);
  await expect(counts(page)).toHaveAccessibleDescription(/202 is also among the answers/);
  await counts(page).fill("200, 201, 204");
  await save(page);
  await expect(toast(page, "is saved")).toBeVisible();
});

test("an answer that counts is sent, and is said to count", async ({ page }) => {
  await open(page, "still", "test-inbox");
  await page.getByText("500", { exact: true }).click();
  await edit(page, "Heartbeat");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await counts(page).fill("200-299, 500");
  await triedAgain(page).fill("408, 425, 429, 502-504");
  await save(page);
  await expect(toast(page, "is saved")).toBeVisible();
  await page.getByRole("button", { name: "Send test" }).click();
  const result = page.getByRole("region", { name: "Result of the test" });
  await expect(result).toContainText("500 Internal Server Error");
  await expect(result).toContainText("answered 500, which counts as success here.");
  await expect(result).not.toContainText("a fault of its own");

  await page.getByRole("link", { name: /^Activity/ }).click();
  const row = page.getByRole("row").filter({ hasText: "Heartbeat" }).first();
  await expect(row).toContainText("Sent");
  await row.click();
  await expect(page.getByRole("complementary", { name: "Delivery" })).toContainText(
    "Delivered: 127.0.0.1 answered 500, which counts as success here.",
  );
});
