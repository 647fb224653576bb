import { expect, test } from "@playwright/test";
import { choose, open, row, toast } from "./app";

test("an unhealthy destination says since when and why, and is tried at once", async ({ page }) => {
  await open(page, "unhealthy", "home");
  const need = page.getByRole("listitem").filter({ hasText: "Accounting" }).first();
  await expect(need).toContainText("Nothing but failures since");
  await expect(need).toContainText("answered 503 (it is overloaded or down).");
  await expect(need).toContainText("3 deliveries are held. It is tried again at");
  await need.getByRole("link", { name: "Accounting" }).click();

  const main = page.getByRole("main");
  await expect(main.getByText("Paused: nothing but failures")).toBeVisible();
  await main.getByRole("button", { name: "Try now" }).click();
  await expect(toast(page, "“Accounting” is being tried.")).toBeVisible();
  await expect(main.getByText("Nothing but failures since")).toHaveCount(0);
  await expect(main.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(main.getByText("invoice-2232.pdf added")).toBeVisible();
});

test("a person resumes an unhealthy destination without waiting for a probe", async ({ page }) => {
  await open(page, "unhealthy", "home");
  const need = page.getByRole("listitem").filter({ hasText: "Accounting" }).first();
  await need.getByRole("button", { name: "Resume" }).click();
  await expect(toast(page, "“Accounting” gets its webhooks again.")).toBeVisible();
  await expect(need).not.toContainText("Nothing but failures");
});

test("when a failing destination is paused is a setting, and never is one too", async ({
  page,
}) => {
  await open(page, "still", "destinations");
  await row(page, "Accounting").getByRole("link").click();
  await page.getByRole("button", { name: /^More Authentication/ }).click();
  const hours = page.getByLabel("Pause after nothing but failures for");
  await expect(hours).toHaveValue("120");
  await hours.fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "“Accounting” is saved.")).toBeVisible();
  await page.getByRole("button", { name: "Back to destinations" }).click();
  await row(page, "Accounting").getByRole("link").click();
  await expect(hours).toHaveValue("");
});

test("while the computer is offline the footer says that deliveries wait", async ({ page }) => {
  await open(page, "offline", "destinations");
  const foot = page.getByRole("contentinfo");
  await expect(foot).toContainText("This computer is offline. Deliveries wait.");
  await expect(row(page, "Accounting")).toContainText("Waits for the network");
  await row(page, "Accounting").getByRole("link").click();
  await expect(page.getByRole("main")).toContainText("no try is used up");
});

test("after which answers it is tried again is said beside the ladder", async ({ page }) => {
  await open(page, "still");
  await row(page, "Invoices to accounting").getByRole("link").click();
  await page.getByRole("button", { name: "More", exact: true }).click();
  const answers = page.getByLabel("Try again after these answers");
  await expect(answers).toHaveValue("408, 425, 429, 500-599");
  await answers.fill("5xx");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(answers).toHaveAccessibleDescription(/‘5xx’ is no status/);
  await answers.fill("404, 500-599");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "“Invoices to accounting” is saved.")).toBeVisible();
  await choose(page, "Retry", "Never");
  await expect(answers).toHaveCount(0);
});

test("a waiting delivery lists the moments of all its further tries", async ({ page }) => {
  await open(page, "still", "activity?state=pending");
  await page.getByRole("row").filter({ hasText: "Waiting" }).first().click();
  const timeline = page.getByRole("list", { name: "Timeline" });
  const moment = /(\w+ )?\d\d:\d\d/.source;
  const five = `If it fails: ${Array(5).fill(moment).join(", ")}\\.`;
  await expect(timeline).toContainText(new RegExp(five));
});

test("the longest wait that a destination may ask for is a setting with bounds", async ({
  page,
}) => {
  await open(page, "still", "settings/sending");
  const minutes = page.getByLabel("Longest wait on request");
  await minutes.fill("20000");
  await minutes.press("Enter");
  await expect(page.getByText("Enter 1 to 10,080 minutes (a week).")).toBeVisible();
  await minutes.fill("60");
  await minutes.press("Enter");
  await expect(page.getByText("Enter 1 to 10,080 minutes (a week).")).toHaveCount(0);
});
