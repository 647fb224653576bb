/**
 * The screens over the sample host, built and served on this computer, with a Chromium to look at
 * them: the system's, or the one that `CHROMIUM` names, or Playwright's own.
 */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { build, preview } from "vite";

const system = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Has something done with the screens' address and a browser, and puts all of it away again. */
export async function withSample(act) {
  const outDir = join(tmpdir(), `hookloom-sample-${process.pid}`);
  try {
    await build({ mode: "sample", logLevel: "warn", build: { outDir, emptyOutDir: true } });
    const server = await preview({ mode: "sample", build: { outDir }, preview: { port: 0 } });
    try {
      await withBrowser((browser) => act(server.resolvedUrls.local[0], browser));
    } finally {
      await server.close();
    }
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

async function withBrowser(act) {
  const browser = await chromium.launch({
    executablePath: existsSync(system) ? system : undefined,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    await act(browser);
  } finally {
    await browser.close();
  }
}
