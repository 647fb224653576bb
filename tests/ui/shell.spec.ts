import { chromium, expect, type Page, test } from "@playwright/test";
import { open, row, toast } from "./app";

const palette = (page: Page) => page.getByRole("dialog", { name: "Search or run" });

async function remove(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(row(page, name)).toHaveCount(0);
}

test("the palette finds things by a few letters and opens them by keyboard", async ({ page }) => {
  await open(page, "still");
  await page.keyboard.press("Control+k");
  const field = palette(page).getByRole("combobox");
  await expect(field).toBeFocused();
  await field.fill("invo");
  const found = palette(page).getByRole("option", { selected: true });
  await expect(found).toHaveAccessibleName(/Invoices to accounting/);
  await page.keyboard.press("ArrowDown");
  await expect(found).toHaveText("Run Invoices to accounting now");
  await page.keyboard.press("Enter");
  await expect(palette(page)).toHaveCount(0);
  await expect(toast(page, "“Invoices to accounting” ran.")).toBeVisible();

  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("group", { name: "Recent" })).toContainText(
    "Run Invoices to accounting now",
  );
  await field.fill("zzz");
  await expect(palette(page)).toContainText("Nothing found.");
  await field.fill("invoice-2231");
  await expect(found).toHaveAccessibleName(/invoice-2231.pdf added/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/activity\/dlv_/);
});

test("the palette gives the keyboard back when nothing is chosen", async ({ page }) => {
  await open(page, "still");
  const search = page.getByRole("button", { name: "Search or run" });
  await search.focus();
  await page.keyboard.press("Enter");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toHaveCount(0);
  await expect(search).toBeFocused();
});

test("the keyboard goes along to another screen, and back to where it came from", async ({
  page,
}) => {
  await open(page, "still");
  const link = page.getByRole("link", { name: "Heartbeat" });
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Heartbeat");
  await page.goBack();
  await expect(link).toBeFocused();
  await page.getByRole("link", { name: "Destinations" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Destinations" })).toBeFocused();
});

test("the places of the rail have numbers, and the rail can be skipped", async ({ page }) => {
  await open(page, "still");
  const places = page.getByRole("navigation", { name: "Screens" }).getByRole("link");
  for (let number = 1; number <= (await places.count()); number += 1) {
    await page.keyboard.press(`Control+${number}`);
    await expect(places.nth(number - 1)).toHaveAttribute("aria-current", "page");
  }
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Skip to the screen" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("help tells of the screen and its keys, and keys alone can be turned off", async ({
  page,
}) => {
  await open(page, "still", "activity");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Help" });
  await expect(help.getByRole("heading", { name: "Activity", exact: true })).toBeVisible();
  await expect(help).toContainText("Ctrl K");
  await help.getByRole("switch", { name: "Keys without Ctrl" }).click();
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await page.keyboard.press("?");
  await expect(help).toHaveCount(0);
  await page.keyboard.press("F1");
  await expect(help).toBeVisible();
});

test("a sign that is typed into a text stays there", async ({ page }) => {
  await open(page, "still", "automations/new");
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("");
  await name.pressSequentially("Why? a/b");
  await expect(name).toHaveValue("Why? a/b");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(page.getByText("There is nothing to undo")).toHaveCount(0);
});

test("what was said stays in the notices, and can be undone from there", async ({ page }) => {
  await open(page, "still");
  await remove(page, "Heartbeat");
  await expect(toast(page, "“Heartbeat” was deleted.")).toBeVisible();
  await page.getByRole("button", { name: "Notices" }).click();
  await expect(toast(page, "“Heartbeat” was deleted."), "it is not said twice").toHaveCount(0);
  const notices = page.getByRole("dialog", { name: "Notices" });
  const line = notices.getByRole("listitem").filter({ hasText: "“Heartbeat” was deleted." });
  await line.getByRole("button", { name: "Undo" }).click();
  await expect(line.first()).toContainText("Undone");
  await page.keyboard.press("Escape");
  await expect(row(page, "Heartbeat")).toBeVisible();
});

test("what was deleted is restored from its page", async ({ page }) => {
  await open(page, "still");
  await remove(page, "Heartbeat");
  await page.keyboard.press("Control+k");
  await palette(page).getByRole("combobox").fill("deleted");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Recently deleted" })).toBeFocused();
  await page.getByRole("button", { name: "Restore Heartbeat" }).click();
  await expect(toast(page, "“Heartbeat” is back.")).toBeVisible();
  await expect(page.getByText("Nothing was deleted")).toBeVisible();
  await page.getByRole("button", { name: "Back to automations" }).click();
  await expect(row(page, "Heartbeat")).toBeVisible();
});

test("the offer to undo waits while the keyboard is on it", async ({ page }) => {
  await page.clock.install();
  await open(page, "still");
  await remove(page, "Heartbeat");
  const undo = page.getByRole("button", { name: "Undo" });
  await undo.focus();
  await page.clock.runFor(30_000);
  await expect(undo).toBeFocused();
  await undo.blur();
  await page.clock.runFor(30_000);
  await expect(undo).toHaveCount(0);
});

/** Every screen that has an address of its own. */
const screens = [
  "home",
  "automations",
  "automations/new",
  "map",
  "map?view=list",
  "activity",
  "destinations",
  "destinations/new",
  "test-inbox",
  "recipes",
  "settings",
  "deleted",
  "first-run",
];

/** Whatever can be scrolled sideways, and page titles of which a part is cut off. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .filter((element) => {
        const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
        return scrolls || element.matches("h1");
      })
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.tagName} ${element.className}`),
  );
}

for (const viewport of [
  { width: 1400, height: 900 },
  { width: 900, height: 600 },
]) {
  test(`text of twice the size needs no scrolling sideways at ${viewport.width} × ${viewport.height}`, async ({
    launchOptions,
    baseURL,
  }) => {
    const args = [...(launchOptions.args ?? []), "--blink-settings=defaultFontSize=32"];
    const browser = await chromium.launch({ ...launchOptions, args });
    const page = await browser.newPage({ baseURL, viewport });
    for (const scenario of ["still", "failing"] as const) {
      for (const screen of screens) {
        await open(page, scenario, screen);
        await page.getByRole("heading", { level: 1 }).waitFor();
        expect(await tooWide(page), `${screen}, ${scenario}`).toEqual([]);
      }
    }
    // No state is hidden either.
    await open(page, "failing");
    await expect(row(page, "Shop error log grew").getByText(/^Failed/)).toBeVisible();
    await browser.close();
  });
}

test("sending can be paused for a while, and events be ignored meanwhile", async ({ page }) => {
  await open(page, "still");
  const footer = page.getByRole("contentinfo");
  await footer.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Ignore events meanwhile" }).click();
  await page.getByRole("menuitem", { name: "For 1 hour" }).click();
  await expect(footer).toContainText(/Paused until .*\d\d:\d\d · events are ignored/);
  await footer.getByRole("button", { name: "Resume" }).click();
  await expect(footer).toContainText("Running");
});

test("key caps hint only at keys that do something", async ({ page }) => {
  await open(page, "still", "activity");
  const cap = page.getByText("L", { exact: true });
  await expect(cap).toBeVisible();
  await page.keyboard.press("F1");
  await page.getByRole("switch", { name: "Keys without Ctrl" }).click();
  await page.getByRole("button", { name: "Close help" }).click();
  await expect(cap).toHaveCount(0);
});
