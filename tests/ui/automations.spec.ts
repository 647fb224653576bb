import { expect, test } from "@playwright/test";
import { choose, codeEditor, open, row, toast, write } from "./app";

test.beforeEach(({ page }) => open(page, "still"));

test("a file automation is made by form, switched, run and deleted", async ({ page }) => {
  await page.getByRole("button", { name: "New automation" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Contracts to the archive");
  await page.getByRole("button", { name: "Choose…" }).click();
  await expect(page.getByLabel("Folder", { exact: true })).toHaveValue("/home/karin/Invoices");
  await page.getByRole("checkbox", { name: "Changed" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "“Contracts to the archive” is saved.")).toBeVisible();
  await page.getByRole("button", { name: "Back to automations" }).click();

  const made = row(page, "Contracts to the archive");
  await expect(made).toContainText("When a file is added or changed in ~/Invoices → Test inbox");
  const power = made.getByRole("switch");
  await expect(power).toBeChecked();
  await power.click();
  await expect(power).not.toBeChecked();
  await expect(made).toContainText("Off");
  await power.click();
  await expect(power).toBeChecked();

  await made.getByRole("button", { name: "More for" }).click();
  await page.getByRole("menuitem", { name: "Run now" }).click();
  await expect(toast(page, "“Contracts to the archive” ran: 1 delivery made.")).toBeVisible();
  await expect(made).toContainText(/Sent \d+ s ago/);

  await made.getByRole("button", { name: "More for" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(made).toHaveCount(0);
  await toast(page, "“Contracts to the archive” was deleted.")
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(made).toContainText("When a file is added or changed in ~/Invoices → Test inbox");
});

test("a schedule automation shows its next runs and is made by form", async ({ page }) => {
  await page.getByRole("button", { name: "New automation" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Weekly report");
  await page.getByText("Schedule", { exact: true }).click();
  await choose(page, "Repeat", "Every week");
  await page.getByRole("checkbox", { name: "Friday" }).check();
  await page.getByLabel("At", { exact: true }).fill("7");
  await page.getByLabel("At", { exact: true }).blur();
  await expect(page.getByLabel("At", { exact: true })).toHaveValue("07:00");
  await expect(page.getByRole("listitem").filter({ hasText: /(Mon|Fri) .*07:00/ })).toHaveCount(5);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Back to automations" }).click();
  await expect(row(page, "Weekly report")).toContainText(
    "Every Monday, Friday at 07:00 → Test inbox",
  );
});

test("an automation for incoming calls shows its address and is made by form", async ({ page }) => {
  await page.getByRole("button", { name: "New automation" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Door bell");
  await page.getByText("Incoming call", { exact: true }).click();
  await expect(page.getByText("http://127.0.0.1:8787/in/").first()).toBeVisible();
  await page.getByLabel("Address", { exact: true }).fill("door-bell");
  await page.getByRole("checkbox", { name: "GET" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Back to automations" }).click();
  await expect(row(page, "Door bell")).toContainText("When /in/door-bell is called → Test inbox");
});

test("an automation by hand goes to two destinations with a body of its own", async ({ page }) => {
  await page.getByRole("button", { name: "New automation" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Price list");
  await page.getByText("By hand", { exact: true }).click();
  await choose(page, "Body", "My own JSON");
  const json = codeEditor(page, "JSON");
  await write(json, '{ "by": "" }');
  await json.press("End");
  for (let times = 0; times < 3; times += 1) await json.press("ArrowLeft");
  await page.getByRole("button", { name: "Insert automation.name" }).click();
  await expect(json).toHaveText('{ "by": "{{ automation.name }}" }');
  await page.getByRole("button", { name: "Another destination" }).click();
  await page
    .getByRole("region", { name: "Send 2 of 2" })
    .getByRole("combobox", { name: "Destination" })
    .click();
  await page.getByRole("option", { name: "Shop" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Back to automations" }).click();
  await expect(row(page, "Price list to")).toBeVisible();
  await expect(page.getByText("Only by hand → Test inbox, Shop")).toBeVisible();
});

test("what is wrong stands at its field, and the first one gets the keyboard", async ({ page }) => {
  await page.getByRole("button", { name: "New automation" }).click();
  await page.getByText("Schedule", { exact: true }).click();
  await choose(page, "Repeat", "Custom");
  await page.getByLabel("Custom schedule").fill("0 9 * *");
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Header name 1").fill("x source");
  await page.getByRole("button", { name: "Save" }).click();

  const summary = page.getByRole("alert").filter({ hasText: "3 things to put right:" });
  await expect(summary).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  const cron = page.getByLabel("Custom schedule");
  await expect(cron).toHaveAccessibleDescription(/A schedule has 5 parts .* you wrote 4\./);
  await summary.getByRole("button", { name: "Header names can't contain spaces." }).click();
  await expect(page.getByLabel("Header name 1")).toBeFocused();

  await cron.fill("0 9 * * *");
  await expect(cron).toHaveAccessibleDescription(/^(?!.*you wrote 4)/);
});

test("leaving with changes asks, and nothing is lost by mistake", async ({ page }) => {
  await page.getByRole("link", { name: "Invoices to accounting" }).click();
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Invoices to the archive");

  await page.getByRole("link", { name: "Activity" }).click();
  const question = page.getByRole("dialog", { name: "Keep your changes?" });
  await question.getByRole("button", { name: "Stay" }).click();
  await expect(name).toHaveValue("Invoices to the archive");

  await page.getByRole("link", { name: "Activity" }).click();
  await question.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("heading", { name: "Activity" })).toBeVisible();
  await page.getByRole("link", { name: "Automations" }).click();
  await expect(page.getByRole("link", { name: "Invoices to accounting" })).toBeVisible();

  await page.getByRole("link", { name: "Invoices to accounting" }).click();
  await name.fill("Invoices to the archive");
  await page.getByRole("link", { name: "Activity" }).click();
  await question.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Automations" }).click();
  await expect(page.getByRole("link", { name: "Invoices to the archive" })).toBeVisible();
});

test("conditions are put together by rows, or written", async ({ page }) => {
  await page.getByRole("link", { name: "Nightly backup check" }).click();
  await page.getByRole("button", { name: "Add a condition" }).click();
  await page.getByRole("combobox", { name: "Field", exact: true }).click();
  await page.getByRole("option", { name: /^Due at/ }).click();
  await choose(page, "Is", "contains");
  await page.getByLabel("Value", { exact: true }).fill("2026");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Back to automations" }).click();
  await expect(row(page, "Nightly backup check")).toContainText("if due at contains 2026");

  await page.getByRole("link", { name: "Nightly backup check" }).click();
  await page.getByRole("button", { name: "Write it myself" }).click();
  await page.getByLabel("What must hold").fill("schedule.missed == false");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Back to automations" }).click();
  await expect(row(page, "Nightly backup check")).toContainText("if schedule.missed == false");
});

test("a copy begins with everything but the name", async ({ page }) => {
  await row(page, "Invoices to accounting").getByRole("button", { name: "More for" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(
    "Invoices to accounting (copy)",
  );
  await expect(page.getByLabel("Folder", { exact: true })).toHaveValue("/home/karin/Invoices");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Back to automations" }).click();
  await expect(page.getByRole("link", { name: "Invoices to accounting" })).toHaveCount(2);
});

test("with no automation yet, the way to the first one is shown", async ({ page }) => {
  await open(page, "empty");
  await page.reload();
  await expect(page.getByRole("heading", { name: "No automations yet" })).toBeVisible();
  await page.getByRole("button", { name: "New automation" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeVisible();
});
