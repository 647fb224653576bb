import { expect, type Page, test } from "@playwright/test";
import { choose, copied, open, row, toast } from "./app";

const dialog = (page: Page) => page.getByRole("dialog");

const RECIPE = {
  hookloom: "recipe",
  format: 1,
  name: "Night letters",
  sentence: "Sends what arrives at night.",
  questions: [
    { id: "letters", kind: "address", label: "Address of Letters", example: "https://a.example/" },
  ],
  destinations: [{ name: "Letters", address: "{?letters}" }],
  automations: [
    { name: "Night letters", trigger: { type: "manual" }, sends: [{ destination: "Letters" }] },
    { name: "Heartbeat", trigger: { type: "manual" }, sends: [{ destination: "Test inbox" }] },
  ],
};

test("the gallery is searched and filtered", async ({ page }) => {
  await open(page, "still", "recipes");
  const cards = page.getByRole("list", { name: "Recipes" }).getByRole("listitem");
  await expect(cards).toHaveCount(16);
  await page.getByRole("button", { name: /^Schedule/ }).click();
  await expect(cards).toHaveCount(3);
  await page.keyboard.press("/");
  await page.keyboard.type("chat");
  await expect(cards).toHaveCount(1);
  await page.getByLabel("Search recipes").fill("no such thing");
  await page.getByRole("button", { name: "Clear search" }).click();
  await expect(cards).toHaveCount(16);
});

test("a recipe is made from a few answers and opens in the builder", async ({ page }) => {
  await open(page, "still", "recipes");
  await page.getByRole("button", { name: "Use One button" }).click();
  await dialog(page).getByRole("button", { name: "Make it" }).click();
  await expect(dialog(page).getByRole("alert")).toContainText("Enter a full address");
  const address = dialog(page).getByLabel("Where to send it");
  await expect(address).toBeFocused();
  await address.fill("https://example.com/press");
  await dialog(page).getByText("Switch it on at once").click();
  await dialog(page).getByRole("button", { name: "Make it" }).click();
  await expect(
    toast(page, "“One button” is made. It is off until you switch it on."),
  ).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("One button");
});

test("a recipe can go to a destination that is there already", async ({ page }) => {
  await open(page, "still", "recipes/one-button");
  await choose(page, "Send to", "Test inbox");
  await expect(dialog(page).getByLabel("Where to send it")).toBeHidden();
  await dialog(page).getByRole("button", { name: "Make it" }).click();
  await expect(toast(page, "is made and switched on")).toBeVisible();
});

test("closing a recipe gives the keyboard back to its card", async ({ page }) => {
  await open(page, "still", "recipes");
  await page.getByRole("button", { name: "Use Daily heartbeat" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Use Daily heartbeat" })).toBeFocused();
});

test("an import shows what it would do before anything is written", async ({ page }) => {
  await open(page, "still", "recipes");
  await page.getByRole("button", { name: "Import recipe" }).click();
  await dialog(page).getByLabel("Or paste the text").fill(JSON.stringify(RECIPE));
  const item = (name: string) =>
    dialog(page)
      .getByRole("listitem")
      .filter({ has: page.getByRole("checkbox", { name: `Import ${name}` }) });
  await expect(item("Night letters")).toContainText("New");
  await expect(item("Heartbeat")).toContainText("Changed");
  await item("Heartbeat").getByRole("checkbox").uncheck();
  await dialog(page).getByRole("button", { name: "Import 1 automation" }).click();
  await expect(dialog(page).getByText("Enter a full address")).toBeVisible();
  await dialog(page).getByLabel("Address of Letters").fill("https://letters.example/in");
  await expect(dialog(page).getByText("letters.example", { exact: true })).toBeVisible();
  await dialog(page).getByRole("button", { name: "Import 1 automation" }).click();
  await expect(toast(page, "1 automation was imported.")).toBeVisible();
  await page.getByRole("link", { name: "Automations" }).click();
  await expect(row(page, "Night letters").getByRole("switch")).not.toBeChecked();
});

test("a file that is no recipe, or a newer one, is refused in words", async ({ page }) => {
  await open(page, "still", "recipes");
  await page.getByRole("button", { name: "Import recipe" }).click();
  const text = dialog(page).getByLabel("Or paste the text");
  await text.fill("hello");
  await expect(dialog(page).getByRole("alert")).toHaveText("This file isn't a recipe.");
  await text.fill(JSON.stringify({ ...RECIPE, format: 3 }));
  await expect(dialog(page).getByRole("alert")).toContainText("newer version (format 3)");
});

test("a file is chosen, or dropped anywhere on the window", async ({ page }) => {
  await open(page, "still", "recipes");
  await page.getByRole("button", { name: "Import recipe" }).click();
  await dialog(page)
    .getByLabel("File with a recipe")
    .setInputFiles({
      name: "night.json",
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify(RECIPE)),
    });
  await expect(dialog(page).getByText("Sends what arrives at night.")).toBeVisible();
  await page.keyboard.press("Escape");
  await open(page, "still", "activity");
  const transfer = await page.evaluateHandle((text) => {
    const made = new DataTransfer();
    made.items.add(new File([text], "night.json", { type: "application/json" }));
    return made;
  }, JSON.stringify(RECIPE));
  await page.dispatchEvent("#main", "dragover", { dataTransfer: transfer });
  await page.dispatchEvent("#main", "drop", { dataTransfer: transfer });
  await expect(dialog(page).getByText("Sends what arrives at night.")).toBeVisible();
});

test("an automation is shared without its addresses", async ({ page }) => {
  await open(page, "still");
  await page.getByRole("button", { name: "More for Invoices to accounting" }).click();
  await page.getByRole("menuitem", { name: "Share as recipe…" }).click();
  await expect(dialog(page)).toContainText("Address of Accounting");
  await dialog(page).getByRole("button", { name: "Copy text" }).click();
  await expect.poll(() => copied(page)).toContain('"hookloom": "recipe"');
  expect(await copied(page)).not.toContain("https://accounting");
  await dialog(page).getByRole("button", { name: "Save file…" }).click();
  await expect(toast(page, "Saved in ~/Documents/")).toBeVisible();
});

test("everything is backed up and brought back from the menu", async ({ page }) => {
  await open(page, "still", "recipes");
  await page.getByRole("button", { name: "More for recipes" }).click();
  await page.getByRole("menuitem", { name: "Back up everything…" }).click();
  await expect(toast(page, "Everything but secrets is saved")).toBeVisible();
});

test("a folder that a recipe wants and that isn't there is made from its field", async ({
  page,
}) => {
  await open(page, "still", "recipes");
  await page.getByRole("button", { name: "Use New PDF to a webhook" }).click();
  const folder = dialog(page).getByRole("textbox", { name: /older/ });
  await folder.fill("~/Not there yet");
  await expect(folder).toHaveAccessibleDescription(/This folder doesn't exist/);
  await dialog(page).getByRole("button", { name: "Create it" }).click();
  await expect(toast(page, "The folder is there now.")).toBeVisible();
  await expect(folder).not.toHaveAccessibleDescription(/doesn't exist/);
  await expect(dialog(page).getByRole("button", { name: "Create it" })).toHaveCount(0);
});
