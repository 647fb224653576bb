import { expect, type Page, test } from "@playwright/test";
import { choose, open, row, type Scenario } from "./app";

/**
 * Every screen as a picture, so that a change of how something looks is seen by whoever makes it:
 * wide in the light theme, and as small as the window gets in the dark one. After a change that
 * is meant: `npx playwright test pictures --update-snapshots`, and look at what differs.
 */

/** A Monday afternoon: the sample data is told from there. */
const NOW = new Date("2026-11-23T14:28:00+01:00");

interface Picture {
  name: string;
  screen: string;
  scenario?: Scenario;
  /** What is opened before the picture is taken. */
  opened?: (page: Page) => Promise<void>;
}

const pictures: Picture[] = [
  { name: "first-run", screen: "first-run", scenario: "empty" },
  { name: "home", screen: "home", opened: drawn },
  { name: "home-empty", screen: "home", scenario: "empty" },
  { name: "automations", screen: "automations" },
  { name: "automations-trouble", screen: "automations", scenario: "failing" },
  {
    name: "builder",
    screen: "automations",
    opened: (page) => row(page, "Invoices to accounting").getByRole("link").click(),
  },
  { name: "builder-new", screen: "automations/new" },
  {
    name: "map",
    screen: "map",
    opened: (page) => page.getByRole("link", { name: /^Automation: Shop orders/ }).waitFor(),
  },
  { name: "activity", screen: "activity" },
  { name: "activity-empty", screen: "activity", scenario: "empty" },
  {
    name: "delivery",
    screen: "activity",
    opened: (page) => page.getByRole("row").filter({ hasText: "Waiting" }).first().click(),
  },
  { name: "destinations", screen: "destinations" },
  {
    name: "destination",
    screen: "destinations",
    opened: (page) => row(page, "Shop").getByRole("link").click(),
  },
  {
    name: "destination-unhealthy",
    screen: "destinations",
    scenario: "unhealthy",
    opened: (page) => row(page, "Accounting").getByRole("link").click(),
  },
  { name: "test-inbox", screen: "test-inbox" },
  { name: "recipes", screen: "recipes" },
  { name: "settings", screen: "settings" },
  { name: "settings-storage", screen: "settings/storage" },
  { name: "settings-about", screen: "settings/about", opened: toTheEnd },
  {
    name: "settings-proxy",
    screen: "settings/sending",
    opened: async (page) => {
      await page.getByRole("button", { name: "Change…" }).first().click();
      await choose(page, "Proxy", "This one");
    },
  },
  {
    name: "settings-check",
    screen: "settings/about",
    scenario: "failing",
    opened: async (page) => {
      await page.getByRole("button", { name: "Check now" }).click();
      await page.getByText("2 things do not work.").waitFor();
    },
  },
  {
    name: "settings-reset",
    screen: "settings/about",
    opened: async (page) => {
      await page.getByRole("button", { name: "Reset everything…" }).click();
      await page.getByLabel("Type RESET to confirm").fill("RESET");
    },
  },
  {
    name: "destination-health",
    screen: "destinations",
    scenario: "unhealthy",
    opened: async (page) => {
      await row(page, "Accounting").getByRole("link").click();
      await page.getByRole("button", { name: "Send all failed again since…" }).focus();
    },
  },
  { name: "trouble", screen: "home", scenario: "failed" },
  {
    name: "palette",
    screen: "home",
    opened: async (page) => {
      await drawn(page);
      await page.keyboard.press("Control+k");
    },
  },
  {
    name: "help",
    screen: "home",
    opened: async (page) => {
      await drawn(page);
      await page.keyboard.press("F1");
    },
  },
];

/** What lies below the edge of a section is seen, too. */
async function toTheEnd(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Reset everything…" }).focus();
}

/** Charts come a moment later than what stands around them. */
async function drawn(page: Page): Promise<void> {
  await page.locator("canvas").nth(1).waitFor();
}

const looks = [
  { theme: "light", viewport: { width: 1400, height: 900 } },
  { theme: "dark", viewport: { width: 900, height: 600 } },
] as const;

for (const { theme, viewport } of looks) {
  test.describe(`in the ${theme} theme, ${viewport.width} wide`, () => {
    test.use({ colorScheme: theme, viewport, timezoneId: "Europe/Stockholm" });
    for (const { name, screen, scenario = "still", opened } of pictures) {
      test(`${name} looks as it did`, async ({ page }) => {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
        await page.clock.setFixedTime(NOW);
        await open(page, scenario, screen);
        await opened?.(page);
        await page.evaluate(() => document.fonts.ready);
        await expect(page).toHaveScreenshot(`${name}-${theme}.png`);
      });
    }
  });
}
