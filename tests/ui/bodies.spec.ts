import { expect, type Page, test } from "@playwright/test";
import { choose, open, toast } from "./app";

const request = (page: Page) => page.getByRole("group", { name: "Request as it goes out" });

async function edit(page: Page): Promise<void> {
  await open(page, "still");
  await page.getByRole("link", { name: "Invoices to accounting" }).click();
  await expect(request(page)).toBeVisible();
}

test("a file goes out as it is, under a content type of its own", async ({ page }) => {
  await edit(page);
  await choose(page, "Body", "The file itself");
  await expect(request(page)).toContainText("invoice-2231.pdf (184 KB)");
  await page.getByLabel("Largest file").fill("100");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "is saved")).toBeVisible();
  await page.getByRole("button", { name: "Back to automations" }).click();
  await page.getByRole("link", { name: "Invoices to accounting" }).click();
  await expect(page.getByLabel("Largest file")).toHaveValue("100");
});

test("a form has fields and the file, and each line must have a name", async ({ page }) => {
  await edit(page);
  await choose(page, "Body", "Form with files");
  await page.getByRole("button", { name: "Add field" }).click();
  await page.getByLabel("Value 2").fill("{{ file.stem }}");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Name 2")).toHaveAccessibleDescription("Give this field a name.");
  await page.getByLabel("Name 2").fill("number");
  await expect(request(page)).toContainText("number: invoice-2231");
  await expect(request(page)).toContainText("file: /home/karin/Invoices/invoice-2231.pdf");
});

test("a deleted file can't be sent", async ({ page }) => {
  await edit(page);
  await choose(page, "Body", "The file itself");
  await page.getByRole("checkbox", { name: "Deleted" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("A deleted file can't be sent.").first()).toBeVisible();
});

test("a method of one's own, a CloudEvent in headers, and compression", async ({ page }) => {
  await edit(page);
  await choose(page, "Method", "Own…");
  await page.getByLabel("Name of the method").fill("PURGE");
  await choose(page, "Body", "CloudEvents");
  await choose(page, "CloudEvents attributes", "In ce- headers");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("switch", { name: "Compress the content (gzip)" }).check();
  await expect(request(page)).toContainText("PURGE https://");
  await expect(request(page)).toContainText("ce-type: file.added");
  await expect(request(page)).toContainText("content-encoding: gzip");
});
