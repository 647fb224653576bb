import { expect, type Page, test } from "@playwright/test";
import { choose, open, row, toast } from "./app";

async function editInvoices(page: Page): Promise<void> {
  await open(page, "still");
  await page.getByRole("link", { name: "Invoices to accounting" }).click();
  await page.getByRole("button", { name: "More", exact: true }).click();
}

test("order per file and usefulness are chosen, kept and shown again", async ({ page }) => {
  await editInvoices(page);
  await expect(page.getByRole("combobox", { name: "Order", exact: true })).toBeFocused();
  await choose(page, "Order", "Keep order per file");
  await page.getByLabel("Useless after").fill("2");
  await choose(page, "Unit of the time", "hours");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "is saved")).toBeVisible();

  await page.getByRole("link", { name: "Automations" }).click();
  await page.getByRole("link", { name: "Invoices to accounting" }).click();
  await expect(page.getByRole("combobox", { name: "Order", exact: true })).toHaveValue(
    "Keep order per file",
  );
  await expect(page.getByLabel("Useless after")).toHaveValue("2");
  await expect(page.getByRole("combobox", { name: "Unit of the time" })).toHaveValue("hours");
});

test("word of what arrives is switched on for the whole automation, and kept", async ({ page }) => {
  await editInvoices(page);
  const switches = page.getByRole("switch", { name: "Tell me on the desktop" });
  await expect(switches).not.toBeChecked();
  await switches.check();
  await page.getByRole("button", { name: "Another destination" }).click();
  // It stands with the last destination, and counts for all.
  await expect(switches).toHaveCount(1);
  await expect(switches).toBeChecked();
  await page.getByRole("button", { name: "Remove this destination" }).last().click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "is saved")).toBeVisible();

  await page.getByRole("link", { name: "Automations" }).click();
  await page.getByRole("link", { name: "Invoices to accounting" }).click();
  await expect(switches).toBeChecked();
  await switches.uncheck();
  await expect(switches).toBeFocused();
});

test("a key of one’s own that is empty is pointed at", async ({ page }) => {
  await editInvoices(page);
  await choose(page, "Order", "Keep order by my own key");
  await page.getByRole("button", { name: "Save" }).click();
  const key = page.getByRole("textbox", { name: "Key", exact: true });
  await expect(key).toHaveAccessibleDescription(/Enter what those have in common/);
  await key.fill("{{ file.folder }}");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "is saved")).toBeVisible();
});

test("only where there are files is order kept per file", async ({ page }) => {
  await open(page, "still");
  await page.getByRole("link", { name: "Nightly backup check" }).click();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("combobox", { name: "Order", exact: true }).click();
  await expect(page.getByRole("option", { name: "Keep order by my own key" })).toBeVisible();
  await expect(page.getByRole("option", { name: "Keep order per file" })).toHaveCount(0);
});

test("a destination’s limits are checked, kept and shown again", async ({ page }) => {
  await open(page, "still", "destinations");
  await row(page, "Accounting").getByRole("link").click();
  await page.getByLabel("Send at most").fill("7000");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Send at most")).toHaveAccessibleDescription(/Enter 1 to 6000/);
  await page.getByLabel("Send at most").fill("10");
  await page.getByRole("button", { name: /^More Authentication/ }).click();
  await expect(page.getByRole("combobox", { name: "When that many wait" })).toHaveCount(0);
  await page.getByLabel("Waiting at most").fill("500");
  await choose(page, "When that many wait", "Skip the oldest");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "is saved")).toBeVisible();

  await page.getByRole("button", { name: "Back to destinations" }).click();
  await row(page, "Accounting").getByRole("link").click();
  await expect(page.getByLabel("Send at most")).toHaveValue("10");
  await expect(page.getByLabel("Waiting at most")).toHaveValue("500");
  await expect(page.getByRole("combobox", { name: "When that many wait" })).toHaveValue(
    "Skip the oldest",
  );
});

test("one that waits for an earlier one says so and leads there", async ({ page }) => {
  await open(page, "still", "test-inbox");
  await page.getByText("500", { exact: true }).click();
  await page.getByRole("link", { name: /^Automations/ }).click();
  await page.getByRole("link", { name: "Heartbeat" }).click();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await choose(page, "Order", "Keep order by my own key");
  await page.getByRole("textbox", { name: "Key", exact: true }).fill("{{ automation.name }}");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "is saved")).toBeVisible();
  await page.getByRole("link", { name: /^Automations/ }).click();
  for (let run = 0; run < 2; run += 1) {
    await page.getByRole("button", { name: "More for Heartbeat" }).click();
    await page.getByRole("menuitem", { name: "Run now" }).click();
    await expect(page.getByRole("menuitem", { name: "Run now" })).toHaveCount(0);
  }
  await page.getByRole("link", { name: /^Activity/ }).click();
  await page.getByRole("row").filter({ hasText: "waits for an earlier one" }).click();
  const panel = page.getByRole("complementary", { name: "Delivery" });
  await expect(panel).toContainText("with the same key ‘Heartbeat’ is not through yet");
  await expect(panel).toContainText("Goes after an earlier one");
  await expect(panel.getByRole("button", { name: "Retry now" })).toHaveCount(0);
  await panel.getByRole("button", { name: "Show it" }).click();
  await expect(panel).toContainText("500");
  await expect(panel).not.toContainText("an earlier one");
});
