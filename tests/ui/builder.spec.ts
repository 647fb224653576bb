import { expect, type Locator, type Page, test } from "@playwright/test";
import { choose, codeEditor, copied, goDownTo, open, type Scenario, toast, write } from "./app";

/** Opens the builder on an automation that has happened before. */
async function edit(
  page: Page,
  name = "Invoices to accounting",
  scenario: Scenario = "still",
): Promise<void> {
  await open(page, scenario);
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("group", { name: "Request as it goes out" })).toBeVisible();
}

/** An editor in which a value is to be written next. */
async function beginJson(page: Page): Promise<Locator> {
  await edit(page);
  await choose(page, "Body", "My own JSON");
  const json = codeEditor(page, "JSON");
  await write(json, '{ "a": ');
  await json.press("End");
  return json;
}

const request = (page: Page) => page.getByRole("group", { name: "Request as it goes out" });
const verdict = (page: Page, words: string | RegExp) =>
  page.getByRole("status").filter({ hasText: words });

test("what would be sent is shown as one types, with its signature masked", async ({ page }) => {
  await edit(page);
  await expect(request(page)).toContainText("POST https://books.lindqvist.example/hooks/invoices");
  await expect(request(page)).toContainText("webhook-signature: v1,••••");
  await page.getByLabel("Path", { exact: true }).fill("/papers/{{ file.extension }}");
  await expect(request(page)).toContainText("/hooks/papers/pdf");
  await page.getByRole("button", { name: "Copy the request" }).click();
  await expect.poll(() => copied(page)).toContain("/hooks/papers/pdf");
});

test("the condition says at once what it thinks of the last event", async ({ page }) => {
  await edit(page);
  await expect(verdict(page, /Last event would be sent: size is 184320/)).toBeVisible();
  await page.getByLabel("Value", { exact: true }).first().fill("900000");
  await expect(
    verdict(page, "Last event would be skipped: size is 184320, not more than 900000."),
  ).toBeVisible();
});

test("a field is chosen by the value that it has", async ({ page }) => {
  await edit(page, "Nightly backup check");
  await page.getByRole("button", { name: "Add a condition" }).click();
  await page.getByRole("combobox", { name: "Field", exact: true }).click();
  await expect(page.getByRole("option", { name: /Due at/ })).toContainText("2026-11-23");
});

test("rows become an expression and come back, as far as they can", async ({ page }) => {
  await edit(page);
  await page.getByRole("button", { name: "Write it myself" }).click();
  const written = page.getByLabel("What must hold");
  await expect(written).toHaveValue(/file\.size > 1000/);
  await written.fill("file.size > 7");
  await page.getByRole("button", { name: "Back to rows" }).click();
  await expect(page.getByLabel("Value", { exact: true })).toHaveValue("7");

  await page.getByRole("button", { name: "Write it myself" }).click();
  await written.fill("file.size * 2 > 7");
  await page.getByRole("button", { name: "Back to rows" }).click();
  await expect(page.getByText("Rows can’t say what is written here.")).toBeVisible();
  await expect(written).toHaveValue("file.size * 2 > 7");
});

test("a test is sent by the keyboard, and its answer stands beside the request", async ({
  page,
}) => {
  await edit(page);
  await page.getByLabel("Path", { exact: true }).focus();
  await page.keyboard.press("Control+Enter");
  const result = page.getByRole("region", { name: "Result of the test" });
  await expect(result).toContainText("200 OK");
  await expect(result).toContainText("test sent");
  await result.getByRole("link", { name: "See in Activity" }).click();
  await expect(page).toHaveURL(/#\/activity\/dlv_/);
});

test("an unhappy answer is explained", async ({ page }) => {
  await edit(page, "Invoices to accounting", "failing");
  await page.getByRole("button", { name: "Send test" }).click();
  const result = page.getByRole("region", { name: "Result of the test" });
  await expect(result).toContainText("503 Service Unavailable");
  await expect(result).toContainText("the other side has a fault of its own");
});

test("one writes the event, and the request follows", async ({ page }) => {
  await edit(page);
  await page.getByRole("tab", { name: "Sample event" }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const data = page.getByRole("textbox", { name: "Data of the event, as JSON" });
  await data.fill('{ "name": "mine.pdf", "size": 12 ');
  await expect(page.getByText("This isn’t valid JSON")).toBeVisible();
  await data.fill('{ "name": "mine.pdf", "size": 12 }');
  await page.getByRole("tab", { name: "Request" }).click();
  await expect(request(page)).toContainText("mine.pdf");
  await expect(verdict(page, /This event would be skipped: size is 12/)).toBeVisible();
});

test("when it would be tried again is said of every way of retrying", async ({ page }) => {
  await edit(page);
  const retry = page.getByRole("combobox", { name: "Retry", exact: true });
  for (const [way, said] of [
    ["My own", /^If it fails, again at [\d:]+, [\d:]+, [\d:]+\.$/],
    ["Never", "If it fails, it is not tried again."],
    ["Quick: 5 tries in 10 min", /^If it fails, again at .* … .*\.$/],
  ] as const) {
    await choose(page, "Retry", way);
    await expect(retry, way).toHaveAccessibleDescription(said);
  }
});

test("the editor completes fields and marks what is wrong where it stands", async ({ page }) => {
  const json = await beginJson(page);
  await page.keyboard.type("{{ file.na");
  await page.getByRole("option", { name: /file\.name/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.type(" }");
  await expect(json).toHaveText('{ "a": {{ file.name }} }');
  await expect(request(page)).toContainText('"a": "invoice-2231.pdf"');

  await write(json, '{ "a": {{ file.nmae }} }');
  await expect(json).toHaveAccessibleDescription(/‘file\.nmae’ isn't known/);
  await expect(json.getByText("file.nmae")).toHaveClass(/wrong/);
});

test("Enter takes a word at the moment its list is seen", async ({ page }) => {
  const json = await beginJson(page);
  // A key from outside comes some moments later: this one is pressed in the page.
  await json.evaluate((editor) => {
    const pressed = new MutationObserver(() => {
      if (!editor.hasAttribute("aria-activedescendant")) return;
      pressed.disconnect();
      editor.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    });
    pressed.observe(editor, { attributes: true });
  });
  await page.keyboard.type("{{");
  await expect(json).toHaveText(/^\{ "a": \{\{[\w.]+ \}\}$/);
});

test("the request is to be had as a command for a shell", async ({ page }) => {
  await edit(page);
  await page.getByRole("tab", { name: "cURL" }).click();
  await expect(page.getByText("Put the destination’s secret into WEBHOOK_SECRET")).toBeVisible();
  await page.getByRole("button", { name: "Copy as cURL" }).click();
  await expect.poll(() => copied(page)).toContain("curl -X POST");
});

test("a back-test shows what would have differed, side by side", async ({ page }) => {
  await edit(page);
  await page.getByLabel("Path", { exact: true }).fill("/elsewhere");
  await page.getByRole("tab", { name: "Back-test" }).click();
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByText("would have different content")).toBeVisible();
  const example = page.getByRole("button", { name: /invoice-2231\.pdf added → Accounting/ });
  await example.first().click();
  const dialog = page.getByRole("dialog", { name: "What was sent, and what would be" });
  await expect(dialog.getByRole("region", { name: "Was sent" })).toContainText("/hooks/invoices");
  await expect(dialog.getByRole("region", { name: "Would be sent" })).toContainText("/elsewhere");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(example.first()).toBeFocused();
});

test("a field is checked when it is left", async ({ page }) => {
  await edit(page);
  const path = page.getByLabel("Path", { exact: true });
  await path.fill("invoices");
  await path.press("Tab");
  await expect(path).toHaveAccessibleDescription(/A path starts with/);
  await path.fill("/invoices");
  await expect(path).not.toHaveAccessibleDescription(/A path starts with/);
});

test("an automation that can't work is not turned on", async ({ page }) => {
  await edit(page, "Heartbeat");
  await page.getByText("By hand", { exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("");
  const power = page.getByRole("switch", { name: "Off" });
  await power.click();
  await expect(page.getByRole("alert")).toContainText("Give this automation a name.");
  await expect(power).not.toBeChecked();
});

test("a draft outlives the window and can be let go", async ({ page }) => {
  await open(page, "still", "automations/new");
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Contracts to the archive");
  await expect(page.getByText(/Draft kept \d\d:\d\d/)).toBeVisible();
  await page.reload();
  await expect(name).toHaveValue("Contracts to the archive");
  await page.getByRole("button", { name: "Discard the draft" }).click();
  await expect(name).toHaveValue("");
  await page.reload();
  await expect(name).toHaveValue("");
});

test("the builder opens with the event of a delivery", async ({ page }) => {
  await open(page, "still", "activity");
  const row = page.getByRole("row").filter({ hasText: "credit-note-0117.pdf" }).first();
  await row.click();
  await expect(page).toHaveURL(/#\/activity\/dlv_/);
  const delivery = new URL(page.url()).hash.split("/").at(-1)?.split("?")[0];
  await page.goto(`/?scenario=still#/automations`);
  await page.getByRole("link", { name: "Invoices to accounting" }).click();
  const id = new URL(page.url()).hash.split("/").at(-1);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/automations/${id}?event=${delivery}`);
  await expect(page.getByRole("combobox", { name: "Event to try it on" })).toHaveValue(
    /credit-note-0117\.pdf/,
  );
});

test("an automation is made, tried and saved by the keyboard alone", async ({ page }) => {
  await open(page, "still", "automations/new");
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type("By keys");
  await page.getByRole("radio", { name: "Files" }).focus();
  for (const trigger of ["Schedule", "Incoming call", "By hand"]) {
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("radio", { name: trigger })).toBeChecked();
  }
  await page.getByRole("combobox", { name: "Body", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: "Standard event" })).toBeVisible();
  for (const body of ["CloudEvents", "My own JSON"]) {
    await goDownTo(page, body);
  }
  await page.keyboard.press("Enter");
  const json = codeEditor(page, "JSON");
  await json.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("{}");
  await page.keyboard.press("Tab");
  await expect(json).not.toBeFocused();
  await page.keyboard.press("Control+Enter");
  const result = page.getByRole("region", { name: "Result of the test" });
  await expect(result).toContainText("200 OK");
  await page.keyboard.press("Control+S");
  await expect(toast(page, "“By keys” is saved.")).toBeVisible();
});

test("several destinations are shown one at a time, and one is taken away", async ({ page }) => {
  await edit(page);
  await page.getByRole("button", { name: "Another destination" }).click();
  const second = page.getByRole("region", { name: "Send 2 of 2" });
  await second.getByRole("combobox", { name: "Destination" }).click();
  await page.getByRole("option", { name: "Team chat" }).click();
  await expect(request(page)).toContainText("https://chat.example/hooks");
  await choose(page, "Shown for", "1. Accounting");
  await expect(request(page)).toContainText("https://books.lindqvist.example");
  await second.getByRole("button", { name: "Remove this destination" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "is saved")).toBeVisible();
});

test("a size is written in megabytes and kept in bytes", async ({ page }) => {
  await edit(page);
  await page.getByRole("button", { name: "Write it myself" }).waitFor();
  const size = page.getByRole("textbox", { name: "Value", exact: true });
  const rows = page.locator('[data-path$=".field"]');
  await page.getByRole("button", { name: "Add condition" }).click();
  const last = (await rows.count()) - 1;
  await rows.nth(last).click();
  await page.getByRole("option", { name: /^File size/ }).click();
  await page.getByRole("combobox", { name: "Is", exact: true }).nth(last).click();
  await page.getByRole("option", { name: "is more than", exact: true }).click();
  await size.last().fill("1.5");
  await page.getByRole("combobox", { name: "Unit" }).last().click();
  await page.getByRole("option", { name: "MB", exact: true }).click();
  await expect(verdict(page, /1572864/)).toBeVisible();
  await page.getByRole("button", { name: "Write it myself" }).click();
  await expect(page.getByRole("textbox", { name: "What must hold" })).toContainText("1572864");
});

test("an event of the log becomes the sample of its automation, until it is the last one again", async ({
  page,
}) => {
  await open(page, "still", "activity");
  await page.getByRole("row").filter({ hasText: "credit-note-0117.pdf" }).first().click();
  await page.getByRole("button", { name: "More for this delivery" }).click();
  await page.getByRole("menuitem", { name: "Make this the sample" }).click();
  await expect(toast(page, "“Invoices to accounting” is tried on this event")).toBeVisible();
  await page.getByRole("link", { name: "Automations", exact: true }).click();
  await page.getByRole("link", { name: "Invoices to accounting" }).click();
  const event = page.getByRole("combobox", { name: "Event to try it on" });
  await expect(event).toHaveValue(/credit-note-0117\.pdf/);
  await page.getByRole("tab", { name: "Sample event" }).click();
  await page.getByRole("button", { name: "Use the last event again" }).click();
  await expect(event).toHaveValue(/invoice-2231\.pdf/);
});
