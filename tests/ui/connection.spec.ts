import { expect, test } from "@playwright/test";
import { connect, open, row, toast } from "./app";

const BANNER = "The background runner stopped. Reconnecting…";

test("a lost connection is said, what was read stays readable, and it comes back", async ({
  page,
}) => {
  await open(page, "still");
  await expect(row(page, "Heartbeat")).toBeVisible();
  await connect(page, "lost");
  await expect(page.getByRole("alert").filter({ hasText: BANNER })).toBeVisible();
  await expect(page.getByRole("contentinfo")).toContainText("Runner not reachable");
  await expect(row(page, "Heartbeat")).toContainText("Every 5 minutes → Test inbox");

  const power = page.getByRole("switch", { name: "Heartbeat is on" });
  await power.click();
  await expect(toast(page, "can't be reached just now")).toBeVisible();
  await expect(power).not.toBeChecked();

  await connect(page, "connected");
  await expect(page.getByText(BANNER)).toHaveCount(0);
  await power.click();
  await expect(power).toBeChecked();
});

test("a runner that somebody stopped is started again by hand", async ({ page }) => {
  await open(page, "still");
  await connect(page, "lost");
  const banner = page.getByRole("alert").filter({ hasText: BANNER });
  await banner.getByRole("button", { name: "Start it again" }).click();
  await expect(banner).toHaveCount(0);
  await expect(page.getByRole("contentinfo")).toContainText("Running");
});

test("what one was writing survives a lost connection", async ({ page }) => {
  await open(page, "still", "automations/new");
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Written meanwhile");
  await page.getByText("By hand", { exact: true }).click();
  await connect(page, "lost");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "can't be reached just now")).toBeVisible();
  await connect(page, "connected");
  await expect(name).toHaveValue("Written meanwhile");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page, "“Written meanwhile” is saved.")).toBeVisible();
});

test("a runner that does not start is a page of its own, with a way out", async ({ page }) => {
  await open(page, "failed");
  await expect(page.getByRole("heading", { name: "The runner isn’t answering" })).toBeVisible();
  await expect(page.getByRole("region", { name: "What happened" })).toContainText(
    "this runner knows 3",
  );
  await page.getByRole("button", { name: "Start it again" }).click();
  await expect(page.getByRole("heading", { name: "No automations yet" })).toBeVisible();
});

test("a runner of another version is said, with which side to update", async ({ page }) => {
  await open(page, "mismatch");
  await expect(page.getByText("Update the window.")).toBeVisible();
  const footer = page.getByRole("contentinfo");
  await expect(footer).toContainText("Runner of another version");
  await expect(footer).toContainText("Your automations go on");
  await expect(page.getByText("any of these buttons"), "there is one").toHaveCount(0);
});

test("a port that is taken and a missing folder are said where they matter", async ({ page }) => {
  await open(page, "failing");
  const footer = page.getByRole("contentinfo");
  await expect(footer).toContainText("No incoming calls: port 8787 is taken.");
  await expect(footer.getByRole("button", { name: "Use 8788" })).toBeVisible();
  await expect(row(page, "Signed contracts")).toContainText("Folder not found");
  await row(page, "Signed contracts").getByRole("link").click();
  const when = page.getByRole("region", { name: "When" });
  await expect(when).toContainText("This folder doesn't exist: /home/karin/Signed.");
  await expect(when.getByText("Folder not found"), "it is said once").toHaveCount(0);
  await when.getByRole("button", { name: "Create it" }).click();
  await expect(when).toContainText("Matches 16 files now");
});

test("the window comes up under LANG=C", async ({ page }) => {
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(error.message));
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "language", { get: () => "C" });
    Object.defineProperty(Navigator.prototype, "languages", { get: () => ["C"] });
  });
  await open(page, "still");
  await expect(row(page, "Heartbeat")).toBeVisible();
  expect(await page.evaluate(() => navigator.language)).toBe("en-US");
  expect(await page.evaluate(() => new Intl.NumberFormat(navigator.language).format(1.5))).toBe(
    "1.5",
  );
  expect(failures).toEqual([]);
});
