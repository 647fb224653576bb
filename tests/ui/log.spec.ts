import { expect, type Page, test } from "@playwright/test";
import { copied, open, toast } from "./app";

const grid = (page: Page) => page.getByRole("grid", { name: "Deliveries, newest first" });
const rows = (page: Page) => grid(page).getByRole("row");

/** Marks the rows at these places. */
async function mark(page: Page, ...places: number[]): Promise<void> {
  for (const place of places) {
    await rows(page).nth(place).hover();
    await rows(page).nth(place).getByRole("checkbox").click();
  }
}

test("words are looked for while one types, and live in the address", async ({ page }) => {
  await open(page, "still", "activity");
  await page.getByRole("searchbox", { name: "Search" }).fill("invoice-2231");
  await expect(page.getByText("1 delivery")).toBeVisible();
  await expect(page).toHaveURL(/words=invoice-2231/);
  await expect(rows(page).nth(1)).toContainText("invoice-2231.pdf added");
  await page.getByRole("searchbox", { name: "Search" }).fill("nothing like it");
  await expect(page.getByRole("heading", { name: "No results" })).toBeVisible();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(page.getByText("24 deliveries")).toBeVisible();
  await expect(page).not.toHaveURL(/words=/);
});

test("several states and a time narrow the list together", async ({ page }) => {
  await open(page, "still", "activity");
  await page.getByRole("button", { name: "State" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Failed" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Held" }).click();
  await expect(page.getByText("4 deliveries")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "State: 2 states" })).toBeVisible();
  await page.getByRole("button", { name: "Any time" }).click();
  await page.getByRole("menuitem", { name: "Last hour" }).click();
  await expect(page.getByText("2 deliveries")).toBeVisible();
  await expect(page).toHaveURL(/state=failed%2Cheld&time=1h/);
  await page.reload();
  await expect(page.getByText("2 deliveries")).toBeVisible();
});

test("a filter is saved, shown as a chip, used and forgotten", async ({ page }) => {
  await open(page, "still", "activity?state=failed");
  await page.getByRole("button", { name: "Save filter" }).click();
  await page.getByLabel("Name").fill("Trouble");
  await page.keyboard.press("Enter");
  await expect(toast(page, "“Trouble” is saved.")).toBeVisible();
  const chip = page.getByRole("button", { name: "Saved filter Trouble", exact: true });
  await expect(chip).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByText("24 deliveries")).toBeVisible();
  await chip.click();
  await expect(page.getByText("2 deliveries")).toBeVisible();
  await page.getByRole("button", { name: "Forget the saved filter Trouble" }).click();
  await expect(chip).toHaveCount(0);
});

test("a few are sent again at once", async ({ page }) => {
  await open(page, "still", "activity?state=failed");
  await mark(page, 1, 2);
  const bar = page.getByRole("group", { name: "Selection" });
  await expect(bar).toContainText("2 selected");
  await bar.getByRole("button", { name: "Retry now" }).click();
  await expect(toast(page, "None of these is waiting for a retry.")).toBeVisible();
  await bar.getByRole("button", { name: "Send again" }).click();
  await expect(toast(page, "2 deliveries on the way again.")).toBeVisible();
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "No results" })).toBeVisible();
});

test("for many it is asked first, with the number", async ({ page }) => {
  await open(page, "many", "activity?state=failed");
  await mark(page, 1);
  const bar = page.getByRole("group", { name: "Selection" });
  await bar.getByRole("button", { name: "Select all 1,031" }).click();
  await expect(bar).toContainText("1,031 selected");
  await bar.getByRole("button", { name: "Send again" }).click();
  const dialog = page.getByRole("dialog", { name: "Send 1,031 deliveries again?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(bar).toContainText("1,031 selected");
  await bar.getByRole("button", { name: "Send again" }).click();
  await dialog.getByRole("button", { name: "Send again" }).click();
  await expect(toast(page, "1,031 deliveries on the way again.")).toBeVisible();
});

test("a stop can be taken back", async ({ page }) => {
  await open(page, "still", "activity?state=pending");
  await rows(page).nth(1).click();
  const panel = page.getByRole("complementary", { name: "Delivery" });
  await panel.getByRole("button", { name: "Stop retrying" }).click();
  await expect(panel).toContainText("Stopped by you");
  await toast(page, "is not tried any more").getByRole("button", { name: "Undo" }).click();
  await expect(panel).toContainText(/Attempt 3 in \d min/);
});

test("what is selected or filtered is written into a file", async ({ page }) => {
  await open(page, "still", "activity?state=failed");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "As a table (CSV)" }).click();
  await expect(toast(page, "2 deliveries saved in ~/Documents/deliveries.csv.")).toBeVisible();
  await mark(page, 1);
  await page.getByRole("button", { name: "Export the selection" }).click();
  await page.getByRole("menuitem", { name: "As JSON lines" }).click();
  await expect(toast(page, "1 delivery saved in ~/Documents/deliveries.jsonl.")).toBeVisible();
});

test("a delivery goes out anew, and knows where it came from", async ({ page }) => {
  await open(page, "still", "activity?state=failed");
  await rows(page).nth(1).click();
  const panel = page.getByRole("complementary", { name: "Delivery" });
  await panel.getByRole("button", { name: "Send with current settings" }).click();
  await expect(panel).toContainText("This repeats an earlier delivery");
  await panel.getByRole("button", { name: "Show it" }).click();
  await expect(panel).toContainText("Not delivered: oncall.example answered 401");
});

test("it can be copied as cURL and taken to the builder", async ({ page }) => {
  await open(page, "still", "activity?state=failed");
  await rows(page).nth(1).click();
  await page.getByRole("button", { name: "More for this delivery" }).click();
  await page.getByRole("menuitem", { name: "Copy as cURL" }).click();
  await expect(toast(page, "$WEBHOOK_SECRET")).toBeVisible();
  expect(await copied(page)).toContain("curl -X POST");
  await page.getByRole("button", { name: "More for this delivery" }).click();
  await page.getByRole("menuitem", { name: "Edit with this event" }).click();
  await expect(page).toHaveURL(/#\/automations\/atm_\w+\?event=dlv_/);
});

test("with Live off nothing moves, and what came waits", async ({ page }) => {
  await open(page, "busy", "activity");
  const top = await rows(page).nth(1).textContent();
  await page.getByRole("switch", { name: "Live" }).click();
  const pill = page.getByRole("button", { name: /^\d+ new$/ });
  await expect(pill).toBeVisible({ timeout: 15_000 });
  expect((await rows(page).nth(1).textContent())?.slice(-40)).toBe(top?.slice(-40));
  await pill.click();
  await expect(rows(page).nth(1)).toContainText("Run by hand");
});

test("the keyboard does everything in the list", async ({ page }) => {
  await open(page, "still", "activity");
  await grid(page).focus();
  const chosen = page.getByRole("row", { selected: true });
  for (const place of ["2", "3"]) {
    await page.keyboard.press("ArrowDown");
    await expect(chosen).toHaveAttribute("aria-rowindex", place);
  }
  await page.keyboard.press(" ");
  await expect(page.getByRole("group", { name: "Selection" })).toContainText("1 selected");
  await page.keyboard.press(" ");
  await expect(page.getByRole("group", { name: "Selection" })).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Timeline" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(grid(page)).toBeFocused();
  await expect(page.getByRole("complementary", { name: "Delivery" })).toHaveCount(0);
  await page.keyboard.press("l");
  await expect(page.getByRole("switch", { name: "Live" })).not.toBeChecked();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search" })).toBeFocused();
});

test("100,000 deliveries can be gone through from end to end", async ({ page }) => {
  await open(page, "many", "activity");
  await expect(page.getByText("100,000 deliveries")).toBeVisible();
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "100001");
  await grid(page).evaluate((element) => element.scrollTo(0, 50_000 * 36));
  await expect(page.getByText(/^invoice-4\d{4}\.pdf added$/).first()).toBeVisible();
  await grid(page).evaluate((element) => element.scrollTo(0, 48_000 * 36));
  await expect(page.getByText(/^invoice-5[12]\d{3}\.pdf added$/).first()).toBeVisible();
  await grid(page).evaluate((element) => element.scrollTo(0, 100_000 * 36));
  await expect(page.getByText("invoice-1.pdf added", { exact: true })).toBeVisible();
  await grid(page).evaluate((element) => element.scrollTo(0, 0));
  await expect(page.getByText("invoice-100000.pdf added", { exact: true })).toBeVisible();
});

test("hostile text is shown as text, runs nothing and changes no look", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("dialog", (dialog) => errors.push(dialog.message()));
  await open(page, "hostile", "activity");
  const texts = 10;
  for (let place = 1; place <= texts; place += 1) {
    await rows(page).nth(place).click();
    const panel = page.getByRole("complementary", { name: "Delivery" });
    await expect(panel.getByRole("list", { name: "Timeline" })).toBeVisible();
    for (const tab of ["Request", "Response", "Event"]) {
      await panel.getByRole("tab", { name: tab }).click();
      await expect(panel.getByRole("tabpanel")).toBeVisible();
    }
    const box = await rows(page).nth(place).boundingBox();
    expect(Math.round(box?.height ?? 0)).toBe(36);
  }
  const found = await page.evaluate(() => {
    const shown = document.body.innerText;
    const steers = (c: string) => {
      const code = c.codePointAt(0) ?? 0;
      const control = (code < 32 && c !== "\n" && c !== "\t") || (code > 126 && code < 160);
      return control || "\u200b\u200e\u200f\u202a\u202b\u202d\u202e\u2066\ufeff".includes(c);
    };
    return {
      ran: "hostile" in window,
      elements: document.querySelectorAll(
        "img[src=x], #root script, #main b, a[href^='javascript']",
      ).length,
      steering: [...shown].filter(steers),
    };
  });
  expect(found).toEqual({ ran: false, elements: 0, steering: [] });
  expect(errors).toEqual([]);
});
