/** The yardstick: the same done in a page that has nothing to do. */
import { at } from "./figures.mjs";
import { fewest, keyWaits, wheel } from "./trace.mjs";

const PAGE = `<div id="list" style="height: 880px; overflow: auto">
  <div style="height: 3600000px; background: repeating-linear-gradient(#fff 0 35px, #ccc 35px 36px)">
  </div></div><p id="line">before</p>`;

/** What this computer and Chromium can do at the best. */
export async function measurePlain(open) {
  const page = await open();
  await page.setContent(PAGE);
  const slow = fewest(await wheel(page, "#list", 7500, 1500));
  const fast = fewest(await wheel(page, "#list", 30_000, 6000));
  const answers = [];
  for (let round = 0; round < 5; round += 1) answers.push(await shown(page));
  const { waits } = await keyWaits(page, ["ArrowUp", "ArrowDown"]);
  await page.close();
  const keys = { half: at(waits, 0.5), most: at(waits, 0.95), longest: Math.max(...waits) };
  return { slow, fast, answer: at(answers, 0.5), keys };
}

/** From the change of one line to the frame that shows it. */
function shown(page) {
  return page.evaluate(
    () =>
      new Promise((done) => {
        const began = performance.now();
        document.querySelector("#line").textContent += ".";
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
      }),
  );
}
