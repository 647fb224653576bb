/**
 * `npm run screenshots`: the README's pictures and its short animation, made anew from the screens
 * over the sample host.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { animated } from "./apng.mjs";
import { withSample } from "./sample.mjs";

const folder = fileURLToPath(new URL("../screenshots/", import.meta.url));
/** An animation should not keep a reader waiting. */
const MOST_BYTES = 1_000_000;

const pictures = [
  { name: "home", screen: "home" },
  {
    name: "builder",
    screen: "automations",
    act: async (page) => {
      await page.getByRole("link", { name: "Invoices to accounting" }).click();
      await page.getByRole("button", { name: "Save" }).waitFor();
    },
  },
  {
    name: "activity",
    screen: "activity",
    act: async (page) => {
      await page.getByRole("row").filter({ hasText: "Waiting" }).first().click();
      await page.getByRole("tablist").waitFor();
    },
  },
  { name: "recipes", screen: "recipes", colorScheme: "dark" },
];

/** The first run, step by step, with how long each picture stands. */
const steps = [
  { millis: 1600, act: (page) => page.getByRole("heading", { level: 1 }).waitFor() },
  { millis: 500, act: (page) => page.getByRole("button", { name: "Create and try it" }).hover() },
  {
    millis: 1400,
    act: async (page) => {
      await page.getByRole("button", { name: "Create and try it" }).click();
      await page.getByText("Watching ~/Webhook demo").waitFor();
    },
  },
  {
    millis: 500,
    act: (page) => page.getByRole("button", { name: "Create a sample file for me" }).hover(),
  },
  {
    millis: 700,
    act: async (page) => {
      await page.getByRole("button", { name: "Create a sample file for me" }).click();
      await page.getByText("hello.txt added").waitFor();
    },
  },
  { millis: 3500, act: (page) => page.getByText("from file to webhook").waitFor() },
];

await withSample(async (address, browser) => {
  const open = (width, height, colorScheme, query) =>
    opened(browser, { viewport: { width, height }, colorScheme }, `${address}${query}`);
  await mkdir(folder, { recursive: true });
  for (const picture of pictures) await takePicture(open, picture);
  await takeAnimation(open);
});

async function takePicture(open, { name, screen, act, colorScheme = "light" }) {
  const page = await open(1400, 900, colorScheme, `?scenario=still#/${screen}`);
  await act?.(page);
  await still(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
}

async function takeAnimation(open) {
  const page = await open(960, 600, "light", "?scenario=empty#/first-run");
  const frames = [];
  for (const { millis, act } of steps) {
    await act(page);
    await still(page);
    frames.push({ png: await page.screenshot(), millis });
  }
  await page.close();
  const whole = animated(frames);
  if (whole.length > MOST_BYTES) {
    throw new Error(`the animation has ${whole.length} bytes; show less, or a smaller window`);
  }
  await writeFile(join(folder, "first-run.png"), whole);
}

async function opened(browser, look, address) {
  const page = await browser.newPage({ ...look, reducedMotion: "reduce" });
  await page.goto(address);
  await page.getByRole("navigation", { name: "Screens" }).waitFor();
  return page;
}

/** Waits until the fonts are there and nothing is being read any more. */
async function still(page) {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState("networkidle");
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}
