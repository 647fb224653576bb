import { expect, test } from "@playwright/test";
import { choose, copied, open, row, toast } from "./app";

test("a destination is made with a secret that is shown this once", async ({ page }) => {
  await open(page, "still", "destinations");
  await page.getByRole("button", { name: "New destination" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Warehouse");
  await page.getByLabel("Address", { exact: true }).fill("https://warehouse.example/hooks");
  const secret = page.getByRole("textbox", { name: "Secret", exact: true });
  await expect(secret).toHaveValue(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const shown = await secret.inputValue();
  await page.getByRole("button", { name: "Copy the secret" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await copied(page)).toBe(shown);
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Header name 1").fill("x-site");
  await page.getByLabel("Header value 1").fill("north");
  await page.getByRole("button", { name: "Save" }).click();

  await expect(toast(page, "“Warehouse” is saved.")).toBeVisible();
  await expect(secret).toHaveValue(`••••${shown.slice(-4)}`);
  await page.getByRole("button", { name: "Back to destinations" }).click();
  await row(page, "Warehouse").getByRole("link").click();
  await expect(secret).toHaveValue(`••••${shown.slice(-4)}`);
  await expect(page.getByText(shown)).toHaveCount(0);
});

test("an address that others could read is pointed out, a local one is not", async ({ page }) => {
  await open(page, "still", "destinations/new");
  const address = page.getByLabel("Address", { exact: true });
  const warning = page.getByText("Not encrypted: others on the network could read this.");
  await address.fill("http://127.0.0.1:9000/hook");
  await expect(warning).toHaveCount(0);
  await address.fill("http://shop.example/hook");
  await expect(warning).toBeVisible();
});

test("an own hook is refused until a person says that it is meant", async ({ page }) => {
  await open(page, "still", "destinations/new");
  await page.getByLabel("Name", { exact: true }).fill("Round");
  const address = page.getByLabel("Address", { exact: true });
  const meant = page.getByRole("switch", { name: "May call this app’s own hooks" });
  await address.fill("http://127.0.0.1:9000/in/orders");
  await expect(meant).toHaveCount(0);
  await address.fill("http://127.0.0.1:8787/in/orders");
  await expect(meant).not.toBeChecked();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(address).toHaveAccessibleDescription(/one of this app itself/);
  await meant.check({ force: true });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "“Round” is saved.")).toBeVisible();
});

test("a destination is paused, goes on, and is deleted once nobody uses it", async ({ page }) => {
  await open(page, "still", "destinations");
  const shop = row(page, "Shop");
  await expect(shop).toContainText("Paused");
  await shop.getByRole("button", { name: "More for Shop" }).click();
  await expect(page.getByRole("menuitem", { name: "Delete" })).toBeDisabled();
  await page.getByRole("menuitem", { name: "Resume" }).click();
  await expect(toast(page, "“Shop” goes on.")).toBeVisible();
  await expect(shop).not.toContainText("Paused");

  await row(page, "Client desk").getByRole("link").click();
  await page.getByRole("main").getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("main").getByText("Paused", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Back to destinations" }).click();

  await page.getByRole("button", { name: "New destination" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Unused");
  await page.getByLabel("Address", { exact: true }).fill("https://unused.example");
  await choose(page, "Signing", "None");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "More for Unused" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "Destinations" })).toBeVisible();
  await expect(row(page, "Unused")).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(toast(page, "Undone: “Unused” was deleted.")).toBeVisible();
  await expect(row(page, "Unused")).toBeVisible();
});

test("a new destination is made without leaving the builder", async ({ page }) => {
  await open(page, "still", "automations/new");
  await page.getByLabel("Name", { exact: true }).fill("To the warehouse");
  await choose(page, "Destination", "New destination…");
  const dialog = page.getByRole("dialog", { name: "New destination" });
  await dialog.getByLabel("Name", { exact: true }).fill("Warehouse");
  await dialog.getByLabel("Address", { exact: true }).fill("https://warehouse.example");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("combobox", { name: "Destination", exact: true })).toHaveValue(
    "Warehouse",
  );
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("To the warehouse");
});

test("of the Test inbox only the signing can be changed", async ({ page }) => {
  await open(page, "still", "destinations");
  await row(page, "Test inbox").getByRole("link").click();
  await expect(page.getByText("Only its signing can be changed.")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toBeDisabled();
  await choose(page, "Signing", "GitHub style");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "“Test inbox” is saved.")).toBeVisible();
});

test("the page shows the week, what was sent last, and who sends here", async ({ page }) => {
  await open(page, "still", "destinations");
  await row(page, "Accounting").getByRole("link").click();
  const week = page.getByRole("region", { name: "Last 7 days" });
  await expect(week.getByRole("img")).toHaveAccessibleName(/Monday: \d+ sent/);
  await week.getByRole("button", { name: "View as table" }).click();
  await expect(week.getByRole("row")).toHaveCount(8);
  const recent = page.getByRole("region", { name: "Recent deliveries" });
  await expect(recent.getByRole("listitem").first()).toContainText("invoice-2231.pdf");
  await expect(page.getByRole("link", { name: "Invoices to accounting" })).toBeVisible();
});

test("code for the receiver follows the way of signing and is copied", async ({ page }) => {
  await open(page, "still", "destinations");
  await row(page, "Accounting").getByRole("link").click();
  const check = page.getByRole("region", { name: "Check the signature" });
  await expect(check).toContainText("webhook-signature");
  await check.getByText("Python", { exact: true }).click();
  await choose(page, "Signing", "Stripe style");
  await expect(check).toContainText("stripe-signature");
  await check.getByRole("button", { name: "Copy" }).click();
  await expect.poll(() => copied(page)).toContain("import hmac");
  await choose(page, "Signing", "None");
  await expect(check).toHaveCount(0);
});

test("a test is sent, and its answer is shown where it was asked for", async ({ page }) => {
  await open(page, "still", "destinations");
  await row(page, "Accounting").getByRole("link").click();
  const sent = page.getByText(/^[\d,]+ sent/);
  const before = await sent.innerText();
  await page.getByRole("button", { name: "Send test" }).click();
  const result = page.getByRole("region", { name: "Result of the test" });
  await expect(result).toContainText("200 OK");
  const recent = page.getByRole("region", { name: "Recent deliveries" });
  await expect(recent.getByRole("listitem").first(), "it is told apart").toContainText("Test");
  await expect(sent, "it counts nowhere").toHaveText(before);
  await page.getByLabel("Name", { exact: true }).fill("Books");
  await expect(page.getByRole("button", { name: "Send test" })).toBeDisabled();
});

test("what failed since a moment is counted, then sent again", async ({ page }) => {
  await open(page, "still", "destinations");
  await row(page, "On call").getByRole("link").click();
  await page.getByRole("button", { name: "Send all failed again since…" }).click();
  const dialog = page.getByRole("dialog", { name: "Send what failed to “On call” again" });
  await expect(dialog.getByRole("status")).toContainText("2 deliveries failed since then.");
  await choose(page, "Failed since", "An hour ago");
  await expect(dialog.getByRole("status")).toContainText("Nothing that was sent there failed");
  await choose(page, "Failed since", "24 hours ago");
  await dialog.getByRole("button", { name: "Send 2 deliveries again" }).click();
  await expect(toast(page, "2 deliveries are sent to “On call” again.")).toBeVisible();
  await expect(dialog).toHaveCount(0);
});

test("a link to the certificates opens them and brings the keyboard there", async ({ page }) => {
  await open(page, "still", "destinations");
  await row(page, "Shop").getByRole("link").click();
  await expect(page).toHaveURL(/#\/destinations\/dst_/);
  const { hash } = new URL(page.url());
  await page.getByRole("button", { name: "Back to destinations" }).click();
  await page.evaluate((to) => {
    location.hash = to;
  }, `${hash}?at=certificate`);
  await expect(page.getByLabel("Trusted certificates")).toBeFocused();
});

test("a link to the certificates of the destination that is open does the same", async ({
  page,
}) => {
  await open(page, "still", "destinations");
  await row(page, "Shop").getByRole("link").click();
  const more = page.getByRole("button", { name: /^More Authentication/ });
  await expect(more).toHaveAttribute("aria-expanded", "false");
  await page.evaluate(() => {
    location.hash += "?at=certificate";
  });
  await expect(page.getByLabel("Trusted certificates")).toBeFocused();
});
