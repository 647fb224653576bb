import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { choose, copied, open, row, toast } from "./app";

test.beforeEach(({ page }) => open(page, "still", "automations/new"));

const folder = (page: Page) => page.getByLabel("Folder", { exact: true });

async function saveAs(page: Page, name: string): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, `“${name}” is saved.`)).toBeVisible();
}

async function openInvoices(page: Page): Promise<void> {
  await open(page, "still");
  await row(page, "Invoices to accounting").getByRole("link").click();
}

test("a folder says what it holds before anything is saved", async ({ page }) => {
  await folder(page).fill("/home/karin/Invoices");
  await expect(page.getByText("Matches 16 files now")).toBeVisible();
  const only = page.getByRole("combobox", { name: "Only files like" });
  await only.press("Backspace");
  await only.fill("*.pdf");
  await only.press("Enter");
  await expect(page.getByText("Matches 14 files now, such as invoice-2218.pdf")).toBeVisible();
  await only.fill("[abc");
  await only.press("Enter");
  await expect(page.getByText("‘[abc’ isn't a valid pattern: ] is missing.")).toBeVisible();
});

test("a folder that is missing is made from here", async ({ page }) => {
  await folder(page).fill("/home/karin/New");
  await expect(page.getByText("This folder doesn't exist: /home/karin/New.")).toBeVisible();
  await page.getByRole("button", { name: "Create it" }).click();
  await expect(toast(page, "The folder is there now.")).toBeVisible();
  await expect(page.getByText("Matches 16 files now")).toBeVisible();
});

test("a folder that is too large to watch is checked from time to time instead", async ({
  page,
}) => {
  await folder(page).fill("/home/karin");
  await expect(
    page.getByText("this one needs 240,000 watches, your system allows 192,000."),
  ).toBeVisible();
  await page.getByRole("button", { name: "Check every 30 s instead" }).click();
  await expect(page.getByText("It is checked every 30 s instead of being watched.")).toBeVisible();
  await expect(page.getByText("240,000 watches")).toHaveCount(0);
});

test("files that are there already are counted before they are run for", async ({ page }) => {
  await openInvoices(page);
  await page.getByRole("button", { name: "Also run for existing files" }).click();
  const question = page.getByRole("dialog", { name: "Run for 14 existing files?" });
  await question.getByRole("button", { name: "Run for 14 files" }).click();
  await expect(toast(page, "It ran for 14 existing files.")).toBeVisible();
  await page.getByRole("checkbox", { name: "Changed" }).check();
  await expect(page.getByText("Save first to run for the existing ones too.")).toBeVisible();
});

test("groups, content and limits are kept", async ({ page }) => {
  await folder(page).fill("/home/karin/Invoices");
  await choose(page, "Several at once", "One for the group");
  await page.getByRole("switch", { name: "Include content" }).check();
  await choose(page, "Content as", "Base64 (any file)");
  await page.getByLabel("Up to", { exact: true }).fill("512");
  await page.getByRole("button", { name: "Add limits" }).click();
  await page.getByLabel("Send at most", { exact: true }).fill("30");
  await page.getByLabel("Ignore repeats of the same file within").fill("60");
  await saveAs(page, "Limited");
  await page.getByRole("button", { name: "Back to automations" }).click();
  await row(page, "Limited").getByRole("link").click();
  await expect(page.getByLabel("Up to", { exact: true })).toHaveValue("512");
  await expect(page.getByLabel("Send at most", { exact: true })).toHaveValue("30");
  await expect(page.getByLabel("Ignore repeats of the same file within")).toHaveValue("60");
});

test("a hook that the network may call needs a secret, which is kept and not shown", async ({
  page,
}) => {
  await page.getByText("Incoming call", { exact: true }).click();
  await page.getByLabel("Address", { exact: true }).fill("parcels");
  await choose(page, "Who may call", "My network");
  await expect(page.getByText("Anyone on your network can call this. Add a secret.")).toBeVisible();
  await choose(page, "Check", "Secret in a header");
  await expect(page.getByLabel("Header", { exact: true })).toHaveValue("X-Webhook-Secret");
  await page.getByRole("button", { name: "Generate" }).click();
  const secret = await page.getByLabel("Secret", { exact: true }).inputValue();
  expect(secret.length).toBeGreaterThan(30);
  await page.getByRole("button", { name: "Copy the secret" }).click();
  expect(await copied(page)).toBe(secret);
  await page.getByLabel("Name", { exact: true }).fill("Parcels");
  await page.getByRole("button", { name: "Save" }).click();
  // The hook of another automation has no secret yet, and the network would reach it as well.
  await expect(page.getByText(/could call ‘Shop orders to print queue’ then, too/)).not.toHaveCount(
    0,
  );
  await choose(page, "Who may call", "This computer");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "“Parcels” is saved.")).toBeVisible();
});

test("a check without its secret is refused at the field", async ({ page }) => {
  await page.getByText("Incoming call", { exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Shop");
  await page.getByLabel("Address", { exact: true }).fill("orders");
  await choose(page, "Check", "Signature");
  await choose(page, "Signature style", "GitHub");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(
    page.getByText("‘orders’ is already used by ‘Shop orders to print queue’."),
  ).not.toHaveCount(0);
  await expect(page.getByLabel("Secret", { exact: true })).toHaveAccessibleDescription(
    /Enter the secret the caller uses\./,
  );
});

test("the next runs of a schedule follow what is chosen", async ({ page }) => {
  await page.getByText("Schedule", { exact: true }).click();
  await choose(page, "Repeat", "Custom");
  await page.getByLabel("Custom schedule", { exact: true }).fill("0 9 * *");
  await expect(page.getByText("A schedule has 5 parts")).toBeVisible();
  await page.getByLabel("Custom schedule", { exact: true }).fill("0 9 * * *");
  await expect(page.getByText("A schedule has 5 parts")).toHaveCount(0);
  await expect(page.getByRole("listitem").filter({ hasText: ":" })).toHaveCount(5);
  await page.getByRole("combobox", { name: "Time zone" }).fill("stock");
  await page.getByRole("option", { name: "Europe/Stockholm" }).click();
  await choose(page, "If the computer was off or asleep", "Run for each one missed");
  await expect(page.getByLabel("As far back as", { exact: true })).toHaveValue("60");
});

const looks: [string, (page: Page) => Promise<void>][] = [
  [
    "files with everything open",
    async (page) => {
      await openInvoices(page);
      await page.getByRole("switch", { name: "Include content" }).check();
      await page.getByRole("button", { name: "Add limits" }).click();
      await expect(page.getByText("Matches 14 files now")).toBeVisible();
    },
  ],
  [
    "a missing folder",
    async (page) => {
      await folder(page).fill("/home/karin/New");
      await page.getByRole("button", { name: "Create it" }).waitFor();
    },
  ],
  [
    "a signed call from the network",
    async (page) => {
      await page.getByText("Incoming call", { exact: true }).click();
      await choose(page, "Who may call", "My network");
      await choose(page, "Check", "Signature");
      await choose(page, "Signature style", "Own header");
    },
  ],
  [
    "asking before the existing files",
    async (page) => {
      await openInvoices(page);
      await page.getByRole("button", { name: "Also run for existing files" }).click();
      await page.getByRole("dialog").waitFor();
    },
  ],
];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });
    for (const [name, arrange] of looks) {
      test(`axe finds nothing: ${name}`, async ({ page }) => {
        await arrange(page);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations).toEqual([]);
      });
    }
  });
}
