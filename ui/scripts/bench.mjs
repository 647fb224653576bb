/**
 * `npm run bench`: how quick the screens are in Chromium, beside a page with nothing in it. The
 * runner is simulated in the same page, so its work is in the figures, too.
 */
import { measureAutomations } from "../../tests/bench/screens/automations.mjs";
import { Figures } from "../../tests/bench/screens/figures.mjs";
import { measureLog } from "../../tests/bench/screens/log.mjs";
import { measurePlain } from "../../tests/bench/screens/plain.mjs";
import { withSample } from "./sample.mjs";

const size = { viewport: { width: 1400, height: 900 } };

await withSample(async (address, browser) => {
  const figures = new Figures();
  const open = async (query) => {
    const page = await browser.newPage(size);
    await page.goto(query === undefined ? "about:blank" : `${address}${query}`);
    return page;
  };
  const plain = await measurePlain(open);
  await measureLog(open, figures, plain);
  await measureAutomations(open, figures, plain);
  process.stdout.write(`${figures}\n`);
});
