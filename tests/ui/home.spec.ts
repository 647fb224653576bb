import { expect, type Page, test } from "@playwright/test";
import { open, toast } from "./app";

const needs = (page: Page) => page.getByRole("region", { name: "Needs attention" });

test("the first screen says in one sentence how everything is", async ({ page }) => {
  await page.goto("/?scenario=still");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    /^[\d,]+ webhooks sent today\. Two things need you\.$|^Nothing sent yet today\. Two things need you\.$|^One webhook sent today\. Two things need you\.$/,
  );
  const home = page.getByRole("navigation").getByRole("link", { name: "Home" });
  await expect(home).toHaveAttribute("aria-current", "page");
});

test("each figure leads to what it counts", async ({ page }) => {
  await open(page, "still", "home");
  await page.getByRole("link", { name: /Failed in 24 h/ }).click();
  await expect(page).toHaveURL(/#\/activity\?state=failed/);
});

test("what the charts show can be read as a table, for every reach", async ({ page }) => {
  await open(page, "still", "home");
  const card = page.getByRole("region", { name: "Deliveries" }).first();
  await expect(card.getByRole("img", { name: /sent.* in the last 24 hours/ })).toBeVisible();
  await expect(card.getByRole("img", { name: /Half were answered within/ })).toBeVisible();
  await card.getByRole("button", { name: "View as table" }).click();
  const table = card.getByRole("table");
  await expect(table.getByRole("columnheader")).toHaveText([
    "When",
    "Sent",
    "Failed tries",
    "Given up",
    "Left out",
    "Half within",
    "19 of 20 within",
  ]);
  const all = table.getByRole("rowheader", { name: "All", exact: true });
  await expect(all, "the sum is in view above what is to be scrolled").toBeInViewport({ ratio: 1 });
  await card.getByText("30 d").click();
  await expect(card).toContainText("in the last 30 days");
  await expect.poll(() => table.getByRole("row").count()).toBeGreaterThan(20);
  await card.getByRole("button", { name: "View as charts" }).click();
  await expect(card.getByRole("img", { name: /in the last 30 days/ })).toBeVisible();
});

test("charts take the colours of the theme, also when it changes", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, "still", "home");
  const chart = page.getByRole("img", { name: /in the last 24 hours/ });
  await expect(chart.locator("canvas")).toBeVisible();
  const drawn = () =>
    chart.locator("canvas").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const light = await drawn();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(drawn).not.toBe(light);
});

test("a paused destination is resumed where it is told of", async ({ page }) => {
  await open(page, "still", "home");
  await needs(page).getByRole("button", { name: "Resume" }).click();
  await expect(toast(page, "“Shop” gets its webhooks again.")).toBeVisible();
  await expect(needs(page)).not.toContainText("Paused since");
});

test("a folder that is gone is chosen again where it is told of", async ({ page }) => {
  await open(page, "failing", "home");
  await expect(needs(page)).toContainText("Folder not found: /home/karin/Signed");
  await needs(page).getByRole("button", { name: "Choose again" }).click();
  await expect(toast(page, "“Signed contracts” watches the new folder.")).toBeVisible();
});

test("what refuses our credentials leads to its secret", async ({ page }) => {
  await open(page, "still", "home");
  await needs(page).getByRole("link", { name: "Update secret" }).click();
  await expect(page).toHaveURL(/#\/destinations\/dst_/);
});

test("a port that is taken leads to where another is chosen", async ({ page }) => {
  await open(page, "failing", "home");
  await needs(page).getByRole("link", { name: "Open settings" }).click();
  await expect(page).toHaveURL(/#\/settings\/incoming/);
});

test("what comes next stands in order, with how long it takes", async ({ page }) => {
  await open(page, "still", "home");
  const coming = page.getByRole("region", { name: "Coming up" }).getByRole("listitem");
  await expect(coming.filter({ hasText: "Nightly backup check" })).toBeVisible();
  const moments = await coming
    .locator("time")
    .evaluateAll((times) => times.map((time) => time.getAttribute("datetime") ?? ""));
  expect(moments).toEqual([...moments].sort());
});

test("what happened while nobody looked is told once, and can be put away", async ({ page }) => {
  await open(page, "failing", "home");
  const away = page.getByRole("region", { name: "While you were away" });
  await expect(away).toContainText("webhooks were sent and 2 deliveries to On call failed.");
  await away.getByRole("button", { name: "Dismiss" }).click();
  await expect(away).toHaveCount(0);
});

test("with nothing sent yet the charts' place says how to begin", async ({ page }) => {
  await open(page, "empty", "home");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nothing has been sent yet");
  const first = page.getByRole("region", { name: "Send your first webhook" });
  await expect(first.getByRole("link")).toBeVisible();
});

test("figures follow what is sent while one looks", async ({ page }) => {
  await open(page, "busy", "home");
  const sent = page.getByRole("link", { name: /Sent today/ });
  const before = await sent.textContent();
  await expect(sent).not.toHaveText(before ?? "", { timeout: 15_000 });
});
