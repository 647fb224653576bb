import { expect, type Page, test } from "@playwright/test";
import { askToClose, choose, isClosed, open, toast } from "./app";

function setting(page: Page, name: string) {
  return page.getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });
}

test("a setting counts at once, and Undo takes it back", async ({ page }) => {
  await open(page, "still", "settings");
  const requests = page.getByRole("textbox", { name: "Requests at once" });
  await expect(requests).toHaveValue("32");
  await requests.fill("8");
  await requests.press("Enter");
  await expect(toast(page, "Up to 8 requests are sent at once.")).toBeVisible();
  await page.reload();
  await open(page, "still", "settings");
  await requests.fill("8");
  await requests.press("Tab");
  await toast(page, "Up to 8 requests").getByRole("button", { name: "Undo" }).click();
  await expect(requests).toHaveValue("32");
});

test("what can not be is said at its field, and stays there to be mended", async ({ page }) => {
  await open(page, "still", "settings");
  const requests = page.getByRole("textbox", { name: "Requests at once" });
  await requests.fill("1000");
  await requests.press("Enter");
  await expect(requests).toHaveAccessibleDescription("Enter 1 to 256 requests.");
  await expect(requests).toHaveValue("1,000");
  await requests.fill("16");
  await requests.press("Enter");
  await expect(requests).not.toHaveAccessibleDescription(/Enter/);
});

test("a port that is taken is mended with one press", async ({ page }) => {
  await open(page, "failing", "settings/incoming");
  const port = setting(page, "Port");
  await expect(port).toContainText("Port 8787 is used by another program.");
  await port.getByRole("button", { name: "Use 8788" }).click();
  await expect(port.getByRole("textbox", { name: "Port" })).toHaveValue("8788");
  await expect(page.getByRole("contentinfo")).toContainText("http://127.0.0.1:8788/in/");
});

test("a proxy for all sending is chosen in a dialog, with its password, and taken back", async ({
  page,
}) => {
  await open(page, "still", "settings/sending");
  const row = setting(page, "Proxy");
  await expect(row).toContainText("None. A destination can have one of its own.");
  await row.getByRole("button", { name: "Change…" }).click();
  const dialog = page.getByRole("dialog", { name: "Proxy for all sending" });
  await choose(page, "Proxy", "This one");
  await dialog.getByLabel("Address of the proxy").fill("proxy.example:3128");
  await dialog.getByLabel("User name for the proxy").fill("karin");
  await dialog.getByLabel("Password for the proxy").fill("s3cret-a1b2");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByLabel("Address of the proxy")).toHaveAccessibleDescription(
    /Enter a full address/,
  );
  await dialog.getByLabel("Address of the proxy").fill("http://proxy.example:3128");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row).toContainText("http://proxy.example:3128. A destination can choose");
  await expect(toast(page, "Sending goes through http://proxy.example:3128.")).toBeVisible();

  await row.getByRole("button", { name: "Change…" }).click();
  await expect(dialog.getByLabel("Password for the proxy")).toHaveValue("Kept: ••••a1b2");
  await page.keyboard.press("Escape");
  await expect(row.getByRole("button", { name: "Change…" })).toBeFocused();
  await toast(page, "Sending goes through").getByRole("button", { name: "Undo" }).click();
  await expect(row).toContainText("None. A destination can have one of its own.");
});

test("what is no certificate is said before it is trusted", async ({ page }) => {
  await open(page, "still", "settings/sending");
  const row = setting(page, "Trusted certificates");
  await row.getByRole("button", { name: "Change…" }).click();
  const dialog = page.getByRole("dialog", { name: "Certificates to trust everywhere" });
  const field = dialog.getByRole("textbox", { name: "Trusted certificates" });
  await field.fill("hello");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(field).toHaveAccessibleDescription(/Paste a certificate in PEM/);
  await field.fill("-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("1 certificate beside those that the system trusts.");
});

test("incoming calls can be switched off, which the footer says", async ({ page }) => {
  await open(page, "still", "settings");
  await page.getByRole("switch", { name: "Accept calls" }).click();
  await expect(page.getByRole("contentinfo")).toContainText("Incoming calls are off");
});

test("each kind of word to the desktop has a switch", async ({ page }) => {
  await open(page, "still", "settings/notifications");
  for (const kind of [
    "Failed deliveries",
    "Paused destinations",
    "Automations that can’t work",
    "Deliveries that arrived",
  ]) {
    const one = page.getByRole("switch", { name: kind });
    await expect(one).toBeChecked();
    await one.click();
    await expect(one).not.toBeChecked();
  }
});

test("settings are found by their words", async ({ page }) => {
  await open(page, "still", "settings");
  await page.getByRole("searchbox", { name: "Search settings" }).fill("backup");
  await expect(page.getByRole("listitem")).toHaveCount(1);
  await page.getByRole("searchbox", { name: "Search settings" }).fill("xyzzy");
  await expect(page.getByText("No setting has “xyzzy”")).toBeVisible();
});

test("cleaning up says first how much goes, and then that it is gone", async ({ page }) => {
  await open(page, "still", "settings/storage");
  const size = setting(page, "Size now");
  await expect(size).toContainText("4,210 deliveries are older than 30 days.");
  await size.getByRole("button", { name: "Clean up…" }).click();
  const dialog = page.getByRole("dialog", { name: "Clean up the log?" });
  await expect(dialog.getByRole("button", { name: "Delete 4,210 deliveries" })).toBeVisible();
  await choose(page, "Which", "All that are finished");
  await dialog.getByRole("button", { name: "Delete 18,420 deliveries" }).click();
  await expect(size).toContainText("The log is empty.");
  await expect(size).toContainText("18,420 deliveries were removed");
});

test("a check says of each thing how it is, and what to do", async ({ page }) => {
  await open(page, "still", "settings/about");
  await page.getByRole("button", { name: "Check now" }).click();
  const dialog = page.getByRole("dialog", { name: "Is everything in order?" });
  await expect(dialog.getByRole("status")).toHaveText("Everything is in order.");
  await expect(dialog.getByRole("listitem")).toHaveCount(7);
  await expect(dialog).toContainText("The database is whole.");

  await open(page, "failing", "settings/about");
  await page.getByRole("button", { name: "Check now" }).click();
  const incoming = dialog.getByRole("listitem").filter({ hasText: "Incoming calls" });
  await expect(incoming).toContainText("Broken");
  await expect(incoming).toContainText("Choose another port in Settings");
  await expect(dialog.getByRole("status")).toContainText("not work");
});

test("everything is reset once the word was typed, and the first run comes again", async ({
  page,
}) => {
  await open(page, "still", "settings/about");
  const html = page.locator("html");
  await page.getByText("Dark", { exact: true }).click();
  await expect(html).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.getByRole("button", { name: "Reset everything…" }).click();
  const dialog = page.getByRole("dialog", { name: "Reset Hookloom?" });
  await expect(dialog).toContainText("the daily backups");
  await expect(dialog).toContainText("3 waiting deliveries are never sent");
  const verb = dialog.getByRole("button", { name: "Reset everything" });
  await expect(verb).toBeDisabled();
  await dialog.getByLabel("Type RESET to confirm").fill("reset");
  await expect(verb).toBeDisabled();
  await dialog.getByLabel("Type RESET to confirm").fill("RESET");
  await verb.click();
  await expect(page.getByRole("heading", { name: "Send your first webhook" })).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(toast(page, "Everything is reset.")).toBeVisible();
  await expect(html).toHaveAttribute("data-mantine-color-scheme", "light");
  await open(page, "still", "settings/about");
  await page.getByRole("button", { name: "Reset everything…" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Reset everything…" })).toBeFocused();
});

test("times are written as the settings say, at once, and that can be taken back", async ({
  page,
}) => {
  await open(page, "still", "settings/about");
  const version = setting(page, "Hookloom 0.1.0");
  await expect(version).toContainText(/since .*\d\d:\d\d\./);
  await page.getByText("2:30 pm", { exact: true }).click();
  await expect(toast(page, "Times are written like 2:30 pm.")).toBeVisible();
  await expect(version).toContainText(/since .*\d:\d\d [ap]m\./);
  await toast(page, "Times are written").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("radio", { name: "14:30" })).toBeChecked();
  await expect(version).toContainText(/since .*\d\d:\d\d\./);
});

test("the look is this window’s own, and is kept", async ({ page }) => {
  await open(page, "still", "settings");
  await page.getByText("Dark", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await open(page, "still", "settings");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
});

test("what the app has to say about itself is said over every screen, and put away", async ({
  page,
}) => {
  await open(page, "trouble");
  const restored = page.getByRole("status").filter({ hasText: "The database was damaged." });
  await expect(restored).toContainText("14 newer entries are missing");
  await restored.getByRole("button", { name: "Dismiss" }).click();
  await expect(restored).toHaveCount(0);
  const full = page.getByRole("status").filter({ hasText: "The disk is full" });
  await expect(full.getByRole("button", { name: "Dismiss" })).toHaveCount(0);
  await page.getByRole("button", { name: "Switch everything on again" }).click();
  await expect(page.getByText("Started safe")).toHaveCount(0);
});

test("closing asks one single time whether to start at login, and does not by itself", async ({
  page,
}) => {
  await open(page, "still", "settings");
  const atLogin = page.getByRole("switch", { name: "Start at login" });
  await expect(atLogin).not.toBeChecked();
  await askToClose(page);
  const dialog = page.getByRole("dialog", { name: "Keep running in the background?" });
  const asked = dialog.getByRole("checkbox", { name: "Start in the background when I log in" });
  await expect(asked).not.toBeChecked();
  await dialog.getByRole("button", { name: "Stay" }).click();
  await askToClose(page);
  await asked.check();
  await dialog.getByRole("button", { name: "Keep running" }).click();
  await expect.poll(() => isClosed(page)).toBe(true);
  await expect(atLogin).toBeChecked();

  await page.reload();
  await open(page, "still", "settings");
  await askToClose(page);
  await expect(dialog).toBeVisible();
  await expect(asked).toHaveCount(0);
});

test("closing asks once whether to keep running, and remembers the answer", async ({ page }) => {
  await open(page, "still");
  await askToClose(page);
  const dialog = page.getByRole("dialog", { name: "Keep running in the background?" });
  await dialog.getByRole("button", { name: "Stay" }).click();
  expect(await isClosed(page)).toBe(false);
  await askToClose(page);
  await dialog.getByRole("checkbox", { name: "Remember this" }).check();
  await dialog.getByRole("button", { name: "Keep running" }).click();
  await expect.poll(() => isClosed(page)).toBe(true);
  await page.reload();
  await open(page, "still", "settings");
  await askToClose(page);
  await expect.poll(() => isClosed(page)).toBe(true);
  await expect(page.getByRole("combobox", { name: "When the window is closed" })).toHaveValue(
    "Keep running",
  );
});

test("what is wrong with the runner can be met with a safe start", async ({ page }) => {
  await open(page, "failed");
  await page.getByRole("button", { name: "Start safe, all off" }).click();
  await expect(
    page.getByText("Started safe: nothing was on, and sending is paused."),
  ).toBeVisible();
});

test("named fields are masked in what is sent from now on", async ({ page }) => {
  await open(page, "still", "settings/storage");
  const fields = page.getByLabel("Mask these fields");
  await fields.fill("total");
  await fields.press("Enter");
  await expect(toast(page, "Masked in the log: total.")).toBeVisible();
  await page.getByRole("switch", { name: "Keep contents" }).click();
  await expect(toast(page, "Keeping contents is off.")).toBeVisible();
  await page.getByRole("link", { name: "Automations", exact: true }).click();
  await page.getByRole("button", { name: "More for Shop orders to print queue" }).click();
  await page.getByRole("menuitem", { name: "Run now" }).click();
  await page.getByRole("link", { name: "Activity", exact: true }).click();
  const first = page.getByRole("row").nth(1);
  await expect(first).toContainText("Sent");
  await first.click();
  await page.getByRole("tab", { name: "Request" }).click();
  await expect(page.getByText("The content was not kept")).toBeVisible();
});

test("secrets move from the file into the key store on request", async ({ page }) => {
  await open(page, "failing", "settings/secrets");
  const kept = setting(page, "Where secrets are kept");
  await expect(kept).toContainText("In the encrypted file");
  await kept.getByRole("button", { name: "Move them to the password store" }).click();
  await expect(toast(page, "The secrets are in this system’s password store now.")).toBeVisible();
  await expect(kept).toContainText("In this system’s password store.");
  await expect(kept.getByRole("button")).toHaveCount(0);
});

test.describe("where thousands are parted by a point", () => {
  test.use({ locale: "de-DE" });

  test("numbers are written and read like that", async ({ page }) => {
    await open(page, "many", "activity");
    await expect(page.getByText("100.000 deliveries")).toBeVisible();
    await page.getByRole("link", { name: "Settings", exact: true }).click();
    const most = page.getByRole("textbox", { name: "Waiting at most" });
    await expect(most).toHaveValue("100.000");
    await most.fill("20000");
    await most.press("Enter");
    await expect(most).toHaveValue("20.000");
    await expect(page.getByRole("alert").getByRole("button", { name: "Undo" })).toBeVisible();
  });
});
