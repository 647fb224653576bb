import { expect, type Page, test } from "@playwright/test";
import { choose, copied, open, row, toast } from "./app";

async function accounting(page: Page): Promise<void> {
  await open(page, "still", "destinations");
  await row(page, "Accounting").getByRole("link").click();
}

async function openMore(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^More Authentication/ }).click();
}

test("a secret is replaced while the old one works on, and that is ended early", async ({
  page,
}) => {
  await accounting(page);
  await page.getByRole("button", { name: "Rotate" }).click();
  const dialog = page.getByRole("dialog", { name: "Replace the secret of “Accounting”" });
  const fresh = await dialog.getByRole("textbox", { name: "New secret" }).inputValue();
  expect(fresh).toMatch(/^whsec_/);
  await dialog.getByRole("button", { name: "Copy the secret" }).click();
  expect(await copied(page)).toBe(fresh);
  await dialog.getByRole("button", { name: "Rotate" }).click();

  await expect(toast(page, "The secret of “Accounting” is replaced.")).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(/The old secret ••••a1b2 works until tomorrow/)).toBeVisible();
  const secret = page.getByRole("textbox", { name: "Secret", exact: true });
  await expect(secret).toHaveValue(`••••${fresh.slice(-4)}`);

  await page.getByRole("button", { name: "End now" }).click();
  await page.getByRole("button", { name: "Forget old secret" }).click();
  await expect(toast(page, "Only the new secret signs now.")).toBeVisible();
  await expect(page.getByText(/The old secret/)).toHaveCount(0);
});

test("a pasted secret that is too short is refused in the dialog", async ({ page }) => {
  await accounting(page);
  await page.getByRole("button", { name: "Rotate" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Paste one" }).click();
  const secret = dialog.getByRole("textbox", { name: "New secret" });
  await secret.fill("whsec_short");
  await dialog.getByRole("button", { name: "Rotate" }).click();
  await expect(secret).toHaveAccessibleDescription(/Secrets need at least 16 characters/);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Rotate" })).toBeFocused();
});

test("another kind of signing asks for a secret of its own, the same kind keeps it", async ({
  page,
}) => {
  await accounting(page);
  const secret = page.getByRole("textbox", { name: "Secret", exact: true });
  await choose(page, "Signing", "GitHub style");
  await expect(secret).toHaveValue(/^[\w-]{43}$/);
  await choose(page, "Signing", "Standard Webhooks");
  await expect(secret).toHaveValue("••••a1b2");
  await choose(page, "Signing", "Standard Webhooks, Ed25519");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("textbox", { name: "Public key" })).toHaveValue(/^whpk_/);
});

test("a header of one’s own has its fields", async ({ page }) => {
  await accounting(page);
  await choose(page, "Signing", "Own header");
  await page.getByLabel("Header", { exact: true }).fill("X-Books");
  await page.getByLabel("What is signed").fill("{{ timestamp }}.{{ body }}");
  await expect(page.getByRole("region", { name: "Check the signature" })).toContainText("x-books");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "“Accounting” is saved.")).toBeVisible();
});

test("a password is asked for, kept out of sight, and replaced", async ({ page }) => {
  await accounting(page);
  await openMore(page);
  await choose(page, "Authentication", "User name and password");
  await page.getByLabel("User name", { exact: true }).fill("karin");
  await page.getByRole("button", { name: "Save" }).click();
  const password = page.getByLabel("Password", { exact: true });
  await expect(password).toHaveAccessibleDescription(/Enter the password/);
  await expect(password).toBeFocused();
  await password.fill("correct horse battery");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(password).toHaveValue("Kept: ••••tery");
  await page.getByRole("button", { name: "Replace…" }).click();
  await expect(password).toHaveValue("");
  await page.getByRole("button", { name: "Keep the old one" }).click();
  await expect(password).toHaveValue("Kept: ••••tery");
});

test("a secret with a name is placed in a header, and forgotten after a question", async ({
  page,
}) => {
  await accounting(page);
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Header name 1").fill("x-key");
  await page.getByLabel("Header value 1").fill("{{ secret.token }}");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Header value 1")).toHaveAccessibleDescription(
    /There is no secret called ‘token’/,
  );
  await openMore(page);
  await page.getByRole("button", { name: "Add secret" }).click();
  await page.getByLabel("Secret name 1").fill("token");
  await page.getByLabel("Secret value 1").fill("a-secret-of-some-length");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "“Accounting” is saved.")).toBeVisible();
  await page.getByRole("button", { name: "Copy {{ secret.token }}" }).click();
  expect(await copied(page)).toBe("{{ secret.token }}");
  await page.getByRole("button", { name: "Forget token" }).click();
  const question = page.getByRole("dialog", { name: "Forget the secret “token”?" });
  await question.getByRole("button", { name: "Forget secret" }).click();
  await expect(toast(page, "The secret “token” is forgotten.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Forget token" })).toHaveCount(0);
});

test("proxy and certificates are behind More, which stays open once they are used", async ({
  page,
}) => {
  await accounting(page);
  await openMore(page);
  await choose(page, "Proxy", "This one");
  await page.getByLabel("Address of the proxy").fill("http://proxy.example:3128");
  await choose(page, "HTTP version", "Only HTTP/1.1");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "“Accounting” is saved.")).toBeVisible();
  await page.getByRole("button", { name: "Back to destinations" }).click();
  await row(page, "Accounting").getByRole("link").click();
  await expect(page.getByLabel("Address of the proxy")).toHaveValue("http://proxy.example:3128");
});

test("a secret that stands readable in a header is made one that nobody sees", async ({ page }) => {
  await accounting(page);
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Header name 1").fill("Authorization");
  await page.getByLabel("Header value 1").fill("Bearer abc-def-ghi-jkl");
  await page.getByRole("button", { name: "Make it a secret" }).click();
  await expect(page.getByLabel("Header value 1")).toHaveValue("Bearer {{ secret.authorization }}");
  await expect(page.getByLabel("Secret value 1")).toHaveValue("abc-def-ghi-jkl");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Forget authorization" })).toBeVisible();
});

test("a secret of the destination is put into a body with a press", async ({ page }) => {
  await accounting(page);
  await openMore(page);
  await page.getByRole("button", { name: "Add secret" }).click();
  await page.getByLabel("Secret name 1").fill("token");
  await page.getByLabel("Secret value 1").fill("a-secret-of-some-length");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Copy {{ secret.token }}" }).waitFor();
  await page.getByRole("link", { name: "Invoices to accounting" }).click();
  await choose(page, "Body", "Text");
  const more = page.getByRole("button", { name: /more$/ });
  if (await more.isVisible()) await more.click();
  await page.getByRole("button", { name: /secret\.token/ }).click();
  await expect(page.getByRole("textbox", { name: "Text" })).toContainText("{{ secret.token }}");
});
