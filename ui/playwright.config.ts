import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

// The workers load this file too and must arrive at the same port.
process.env.HOOKLOOM_UI_PORT ??= String(20_000 + (process.pid % 20_000));
const port = Number(process.env.HOOKLOOM_UI_PORT);
const systemChromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** The screens over the sample host, in the system's Chromium. Nothing leaves this computer. */
export default defineConfig({
  testDir: "../tests/ui",
  outputDir: "test-results",
  // Generous: a busy machine is slow, and slowness is no failure.
  timeout: 120_000,
  expect: {
    timeout: 20_000,
    // Another Chromium draws the edges of letters a little differently.
    toHaveScreenshot: { maxDiffPixelRatio: 0.02, animations: "disabled", caret: "hide" },
  },
  snapshotPathTemplate: "{testDir}/pictures/{arg}{ext}",
  fullyParallel: true,
  workers: 2,
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: "en-GB",
    viewport: { width: 1400, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: existsSync(systemChromium) ? systemChromium : undefined,
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    },
  },
  webServer: {
    command: `npx vite build --mode sample && npx vite preview --mode sample --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}`,
    timeout: 120_000,
    reuseExistingServer: false,
  },
});
