import { expect, test } from "@playwright/test";
import { copied, open, row, toast } from "./app";

test("requests are shown with headers, content and what the signature says", async ({ page }) => {
  await open(page, "still", "test-inbox");
  const list = page.getByRole("list", { name: "Requests, newest first" });
  await expect(list.getByRole("button")).toHaveCount(4);
  await list.getByRole("button").filter({ hasText: "Not valid" }).click();
  const request = page.getByRole("region", { name: "Call received" });
  await expect(request).toContainText("It doesn't match the secret");
  await expect(request.getByRole("group", { name: "Content of the request" })).toContainText(
    '"total": 249.00',
  );
  await request.getByRole("tab", { name: "Headers 5" }).click();
  await expect(request).toContainText("webhook-signature");

  await list.getByRole("button").filter({ hasText: "Not valid" }).press("ArrowUp");
  await expect(page.getByRole("region", { name: "Webhook demo.txt" })).toContainText(
    "Signature valid",
  );
});

test("another answer makes the next delivery fail", async ({ page }) => {
  await open(page, "still", "test-inbox");
  await page.getByText("500", { exact: true }).click();
  await expect(toast(page, "The Test inbox now answers: 500.")).toBeVisible();
  await page.getByRole("link", { name: "Automations" }).click();
  await page.getByRole("switch", { name: "Heartbeat is on" }).click();
  await row(page, "Heartbeat").getByRole("button", { name: "More for" }).click();
  await page.getByRole("menuitem", { name: "Run now" }).click();
  await expect(row(page, "Heartbeat")).toContainText("Retrying, next");
  await page.getByRole("link", { name: "Test inbox", exact: true }).click();
  await expect(page.getByRole("radio", { name: "500" })).toBeChecked();
  const list = page.getByRole("list", { name: "Requests, newest first" });
  await expect(list.getByRole("button")).toHaveCount(5);
  await expect(list.getByRole("button").first()).toContainText("500");
});

test("it can be cleared, and its address copied", async ({ page }) => {
  await open(page, "still", "test-inbox");
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await expect.poll(() => copied(page)).toBe("http://127.0.0.1:8787/test-inbox");
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByRole("button", { name: "Forget 4 requests" }).click();
  await expect(page.getByRole("heading", { name: "Nothing received yet" })).toBeVisible();
});
