import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { askToClose, choose, codeEditor, open, row, type Scenario, write } from "./app";

interface Look {
  name: string;
  scenario?: Scenario;
  screen?: string;
  /** What is opened before axe looks. */
  opened?: (page: Page) => Promise<void>;
}

const looks: Look[] = [
  { name: "automations" },
  { name: "automations, none yet", scenario: "empty" },
  { name: "automations, with trouble", scenario: "failing" },
  {
    name: "automations, menu open",
    opened: (page) => page.getByRole("button", { name: "More for Heartbeat" }).click(),
  },
  {
    name: "automations, with what can be undone",
    opened: async (page) => {
      await page.getByRole("button", { name: "More for Heartbeat" }).click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await page.getByRole("button", { name: "Undo" }).waitFor();
    },
  },
  {
    name: "automations, with a toast",
    opened: async (page) => {
      await page.getByRole("button", { name: "More for Heartbeat" }).click();
      await page.getByRole("menuitem", { name: "Run now" }).click();
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "destination, everything open",
    screen: "destinations",
    opened: async (page) => {
      await row(page, "Accounting").getByRole("link").click();
      await page.getByRole("button", { name: /^More Authentication/ }).click();
      await choose(page, "Signing", "Own header");
      await choose(page, "Authentication", "OAuth 2 client credentials");
      await choose(page, "Proxy", "This one");
      await page.getByLabel("Waiting at most").fill("500");
      await page.getByRole("button", { name: "Add secret" }).click();
      await page.getByRole("button", { name: "View as table" }).click();
    },
  },
  {
    name: "automation, a form with files",
    screen: "automations",
    opened: async (page) => {
      await page.getByRole("link", { name: "Invoices to accounting" }).click();
      await choose(page, "Method", "Own…");
      await choose(page, "Body", "Form with files");
      await page.getByRole("button", { name: "Add field" }).click();
      await page.getByRole("button", { name: "More", exact: true }).click();
    },
  },
  {
    name: "automation, the file itself",
    screen: "automations",
    opened: async (page) => {
      await page.getByRole("link", { name: "Invoices to accounting" }).click();
      await choose(page, "Body", "The file itself");
    },
  },
  {
    name: "automation, with order and usefulness",
    screen: "automations",
    opened: async (page) => {
      await page.getByRole("link", { name: "Invoices to accounting" }).click();
      await page.getByRole("button", { name: "More", exact: true }).click();
      await choose(page, "Order", "Keep order by my own key");
    },
  },
  {
    name: "destination, tried, with a header to hide",
    screen: "destinations",
    opened: async (page) => {
      await row(page, "Accounting").getByRole("link").click();
      await page.getByRole("button", { name: "Send test" }).click();
      await page.getByText("200 OK").waitFor();
      await page.getByRole("button", { name: "Add header" }).click();
      await page.getByLabel("Header name 1").fill("Authorization");
      await page.getByLabel("Header value 1").fill("Bearer abc");
      await page.getByRole("button", { name: "Make it a secret" }).waitFor();
    },
  },
  {
    name: "destination, replacing its secret",
    screen: "destinations",
    opened: async (page) => {
      await row(page, "Accounting").getByRole("link").click();
      await page.getByRole("button", { name: "Rotate" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "builder, files",
    opened: (page) => row(page, "Invoices to accounting").getByRole("link").click(),
  },
  {
    name: "builder, schedule",
    screen: "automations/new",
    opened: async (page) => {
      await page.getByText("Schedule", { exact: true }).click();
      await choose(page, "Repeat", "Every week");
    },
  },
  {
    name: "builder, incoming call",
    screen: "automations/new",
    opened: (page) => page.getByText("Incoming call", { exact: true }).click(),
  },
  {
    name: "builder, by hand, with problems",
    screen: "automations/new",
    opened: async (page) => {
      await page.getByText("By hand", { exact: true }).click();
      await page.getByRole("button", { name: "Add a condition" }).click();
      await page.getByRole("button", { name: "Add group" }).click();
      await choose(page, "Body", "My own JSON");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "builder, a list open",
    screen: "automations/new",
    opened: (page) => page.getByRole("combobox", { name: "Retry" }).click(),
  },
  {
    name: "builder, a test answered and the editor open",
    opened: async (page) => {
      await row(page, "Invoices to accounting").getByRole("link").click();
      await choose(page, "Body", "My own JSON");
      await write(codeEditor(page, "JSON"), '{ "a": {{ file.nmae }} }');
      await page.getByText("isn't known").first().waitFor();
      await write(codeEditor(page, "JSON"), '{ "a": {{ file.name }} }');
      await page.getByRole("button", { name: "Send test" }).click();
      await page.getByText("See in Activity").waitFor();
    },
  },
  {
    name: "builder, writing the event",
    opened: async (page) => {
      await row(page, "Invoices to accounting").getByRole("link").click();
      await page.getByRole("tab", { name: "Sample event" }).click();
      await page.getByRole("button", { name: "Edit", exact: true }).click();
      await page.getByRole("textbox", { name: "Data of the event, as JSON" }).waitFor();
    },
  },
  {
    name: "builder, a back-test side by side",
    opened: async (page) => {
      await row(page, "Invoices to accounting").getByRole("link").click();
      await page.getByLabel("Path", { exact: true }).fill("/elsewhere");
      await page.getByRole("tab", { name: "Back-test" }).click();
      await page.getByRole("button", { name: "Compare" }).click();
      await page
        .getByRole("button", { name: /added → Accounting/ })
        .first()
        .click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "builder, new destination",
    screen: "automations/new",
    opened: (page) => choose(page, "Destination", "New destination…"),
  },
  {
    name: "builder, asking before leaving",
    screen: "automations/new",
    opened: async (page) => {
      await page.getByLabel("Name", { exact: true }).fill("A");
      await page.getByRole("button", { name: "Back to automations" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "activity", screen: "activity" },
  { name: "activity, nothing yet", scenario: "empty", screen: "activity" },
  {
    name: "activity, a delivery open",
    screen: "activity",
    opened: (page) => page.getByRole("row").filter({ hasText: "Waiting" }).click(),
  },
  {
    name: "activity, a filter open",
    screen: "activity",
    opened: (page) => page.getByRole("button", { name: "State" }).click(),
  },
  { name: "first run", scenario: "empty", screen: "first-run" },
  {
    name: "first run, live",
    scenario: "empty",
    screen: "first-run",
    opened: (page) => page.getByRole("button", { name: "Create and try it" }).click(),
  },
  {
    name: "first run, done",
    scenario: "empty",
    screen: "first-run",
    opened: async (page) => {
      await page.getByRole("button", { name: "Create and try it" }).click();
      await page.getByRole("button", { name: "Create a sample file for me" }).click();
      await page.getByRole("button", { name: "Browse recipes" }).waitFor();
    },
  },
  { name: "recipes", screen: "recipes" },
  {
    name: "recipes, using one, with a problem",
    screen: "recipes/new-pdf",
    opened: async (page) => {
      await page.getByRole("button", { name: "Make it" }).click();
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "recipes, using one whose folder isn't there",
    screen: "recipes/new-pdf",
    opened: async (page) => {
      await page.getByRole("textbox", { name: "Folder to watch" }).fill("~/Nowhere");
      await page.getByRole("button", { name: "Create it" }).waitFor();
    },
  },
  {
    name: "activity, a delivery that was refused",
    screen: "activity?state=failed",
    opened: async (page) => {
      await page.getByRole("row").nth(1).click();
      await page.getByRole("link", { name: "Update the secret…" }).waitFor();
    },
  },
  {
    name: "recipes, importing",
    screen: "recipes",
    opened: (page) => page.getByRole("button", { name: "Import recipe" }).click(),
  },
  {
    name: "recipes, an import looked into",
    screen: "recipes",
    opened: async (page) => {
      await page.getByRole("button", { name: "Import recipe" }).click();
      const recipe = {
        hookloom: "backup",
        format: 1,
        name: "All",
        destinations: [{ name: "Letters", address: "https://letters.example/" }],
        automations: [
          { name: "A", trigger: { type: "manual" }, sends: [{ destination: "Letters" }] },
        ],
      };
      await page.getByLabel("Or paste the text").fill(JSON.stringify(recipe));
      await page.getByRole("button", { name: "Import 1 automation" }).waitFor();
    },
  },
  {
    name: "sharing an automation",
    opened: async (page) => {
      await page.getByRole("button", { name: "More for Invoices to accounting" }).click();
      await page.getByRole("menuitem", { name: "Share as recipe…" }).click();
      await page.getByRole("button", { name: "Copy text" }).waitFor();
    },
  },
  {
    name: "activity, searched, with a saved filter",
    screen: "activity?state=failed&words=error",
    opened: async (page) => {
      await page.getByRole("button", { name: "Save filter" }).click();
      await page.getByLabel("Name").fill("Trouble");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Saved filter Trouble", exact: true }).waitFor();
    },
  },
  {
    name: "activity, some selected, asking before sending many again",
    scenario: "many",
    screen: "activity?state=failed",
    opened: async (page) => {
      await page.getByRole("row").nth(1).hover();
      await page.getByRole("row").nth(1).getByRole("checkbox").click();
      await page.getByRole("button", { name: "Select all 1,031" }).click();
      await page.getByRole("button", { name: "Send again" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "destinations", screen: "destinations" },
  {
    name: "destination",
    screen: "destinations",
    opened: (page) => row(page, "Shop").getByRole("link").click(),
  },
  {
    name: "destination, its menu open",
    screen: "destinations",
    opened: (page) => page.getByRole("button", { name: "More for Shop" }).click(),
  },
  {
    name: "destination, with problems",
    screen: "destinations/new",
    opened: async (page) => {
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("alert").waitFor();
    },
  },
  { name: "test inbox", screen: "test-inbox" },
  { name: "test inbox, nothing yet", scenario: "empty", screen: "test-inbox" },
  {
    name: "test inbox, a wrong signature",
    screen: "test-inbox",
    opened: (page) => page.getByRole("button", { name: /Not valid/ }).click(),
  },
  { name: "home", screen: "home" },
  { name: "home, with trouble", scenario: "failing", screen: "home" },
  { name: "home, with an unhealthy destination", scenario: "unhealthy", screen: "home" },
  {
    name: "destination, unhealthy",
    scenario: "unhealthy",
    screen: "destinations",
    opened: async (page) => {
      await row(page, "Accounting").getByRole("link").click();
      await page.getByRole("button", { name: "Try now" }).waitFor();
    },
  },
  { name: "activity, offline", scenario: "offline", screen: "activity" },
  { name: "home, nothing yet", scenario: "empty", screen: "home" },
  {
    name: "home, as a table",
    screen: "home",
    opened: (page) => page.getByRole("button", { name: "View as table" }).click(),
  },
  {
    name: "automations, some selected",
    opened: async (page) => {
      await page.getByRole("checkbox", { name: "Select Heartbeat" }).check();
      await page.getByRole("checkbox", { name: "Select Signed contracts" }).check();
    },
  },
  { name: "automations, none found", screen: "automations?search=nowhere" },
  {
    name: "palette",
    opened: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("invo");
    },
  },
  {
    name: "palette, nothing found",
    opened: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("zzz");
    },
  },
  { name: "help", opened: (page) => page.keyboard.press("F1") },
  {
    name: "notices",
    opened: async (page) => {
      await page.getByRole("button", { name: "More for Heartbeat" }).click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await page.getByRole("button", { name: "Notices" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "pausing",
    opened: (page) => page.getByRole("contentinfo").getByRole("button", { name: "Pause" }).click(),
  },
  { name: "recently deleted, nothing", screen: "deleted" },
  {
    name: "recently deleted",
    opened: async (page) => {
      await page.getByRole("button", { name: "More for Heartbeat" }).click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await page.evaluate(() => {
        location.hash = "#/deleted";
      });
      await page.getByRole("button", { name: "Restore Heartbeat" }).waitFor();
    },
  },
  {
    name: "map",
    screen: "map",
    opened: (page) => page.getByRole("link", { name: /^Automation: Shop orders/ }).waitFor(),
  },
  {
    name: "map, a box with the keyboard",
    screen: "map",
    opened: (page) => page.getByRole("link", { name: /^Automation: Shop orders/ }).focus(),
  },
  {
    name: "map, more than fits",
    scenario: "crowded",
    screen: "map",
    opened: (page) => page.getByRole("img", { name: "Small picture of the whole map" }).waitFor(),
  },
  { name: "map, as a list", screen: "map?view=list" },
  { name: "map, nothing yet", scenario: "empty", screen: "map" },
  {
    name: "map, connecting",
    screen: "map",
    opened: (page) => page.getByRole("button", { name: "Connect…" }).click(),
  },
  { name: "settings", screen: "settings" },
  { name: "settings, with secrets in a file", scenario: "failing", screen: "settings/secrets" },
  { name: "settings, with a port that is taken", scenario: "failing", screen: "settings/incoming" },
  {
    name: "settings, with fields that are masked",
    screen: "settings/storage",
    opened: async (page) => {
      const fields = page.getByLabel("Mask these fields");
      await fields.fill("email");
      await fields.press("Enter");
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "settings, a proxy for all sending",
    screen: "settings/sending",
    opened: async (page) => {
      const row = page.getByRole("listitem").filter({ hasText: "Proxy" });
      await row.getByRole("button", { name: "Change…" }).click();
      await choose(page, "Proxy", "This one");
      await page.getByLabel("Address of the proxy").waitFor();
    },
  },
  {
    name: "settings, certificates to trust",
    screen: "settings/sending",
    opened: async (page) => {
      const row = page.getByRole("listitem").filter({ hasText: "Trusted certificates" });
      await row.getByRole("button", { name: "Change…" }).click();
      await page.getByRole("dialog").getByRole("textbox").waitFor();
    },
  },
  {
    name: "settings, cleaning up",
    screen: "settings/storage",
    opened: async (page) => {
      await page.getByRole("button", { name: "Clean up…" }).click();
      await page.getByRole("button", { name: "Delete 4,210 deliveries" }).waitFor();
    },
  },
  {
    name: "settings, a check that found something",
    scenario: "failing",
    screen: "settings/about",
    opened: async (page) => {
      await page.getByRole("button", { name: "Check now" }).click();
      await page.getByRole("list", { name: "What was checked" }).waitFor();
    },
  },
  {
    name: "settings, resetting everything",
    screen: "settings/about",
    opened: async (page) => {
      await page.getByRole("button", { name: "Reset everything…" }).click();
      await page.getByLabel("Type RESET to confirm").fill("RESET");
    },
  },
  {
    name: "settings, diagnostics",
    screen: "settings/about",
    opened: async (page) => {
      await page.getByRole("button", { name: "Save diagnostics…" }).click();
      await page.getByRole("group", { name: "What is inside" }).waitFor();
    },
  },
  { name: "notices of the app itself", scenario: "trouble" },
  {
    name: "closing the window",
    opened: async (page) => {
      await askToClose(page);
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "connection lost", scenario: "disconnected" },
  { name: "version mismatch", scenario: "mismatch" },
  { name: "no runner", scenario: "failed" },
];

for (const scheme of ["light", "dark"] as const) {
  test.describe(`in the ${scheme} theme axe finds nothing wrong with`, () => {
    test.use({ colorScheme: scheme });
    for (const { name, scenario = "still", screen = "automations", opened } of looks) {
      test(name, async ({ page }) => {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
        await open(page, scenario, screen);
        await opened?.(page);
        await expect(page.locator("[data-transition-state]")).toHaveCount(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html)])).toEqual(
          [],
        );
      });
    }
  });
}

for (const size of [
  // The smallest window with text of twice the size.
  { width: 450, height: 300 },
  { width: 900, height: 600 },
  { width: 1400, height: 900 },
]) {
  test(`at ${size.width} × ${size.height} nothing has to be scrolled sideways`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    for (const screen of [
      "home",
      "map?view=list",
      "automations",
      "automations/new",
      "activity",
      "destinations",
      "destinations/new",
      "test-inbox",
      "recipes",
      "first-run",
    ]) {
      await open(page, "still", screen);
      const wider = await page.evaluate(() =>
        [...document.querySelectorAll("*")]
          .filter((element) => getComputedStyle(element).overflowX === "auto")
          .filter((element) => element.scrollWidth > element.clientWidth + 1)
          .map((element) => element.className),
      );
      expect(wider, screen).toEqual([]);
    }
  });
}
