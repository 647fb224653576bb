/**
 * The log in Chromium: frames while scrolling through 100,000 deliveries, how long a filter and a
 * search take to show, and how long a key waits while 200 deliveries a second come in.
 */
import { at } from "./figures.mjs";
import { fewest, heap, keyWaits, wheel } from "./trace.mjs";

const GRID = '[role="grid"]';
const SMOOTH = "at least 50 /s";
const QUICK = "at most 200 ms";
const PROMPT = "at most 100 ms";
const ROUNDS = 5;

/** Measures all of it. */
export async function measureLog(open, figures, plain) {
  await scrolling(await opened(open, "many"), figures, plain);
  await answering(await opened(open, "many"), figures, plain);
  await storm(await opened(open, "storm"), figures, plain);
}

async function opened(open, scenario) {
  const page = await open(`?scenario=${scenario}#/activity`);
  await page.locator(`${GRID} [role="row"]`).nth(5).waitFor();
  return page;
}

async function scrolling(page, figures, plain) {
  const slow = fewest(await wheel(page, GRID, 7500, 1500));
  const fast = fewest(await wheel(page, GRID, 30_000, 6000));
  const few = "fewest frames in any second";
  const with100000 = "log of 100,000, wheel at";
  figures.add(`${with100000} 1,500 px/s: ${few}`, "/s", slow, {
    plain: plain.slow,
    wanted: SMOOTH,
  });
  figures.add(`${with100000} 6,000 px/s: ${few}`, "/s", fast, {
    plain: plain.fast,
    wanted: SMOOTH,
  });
  figures.add("rows in the page", "", await page.locator(`${GRID} [role="row"]`).count());
  figures.add("JavaScript’s memory, with the simulated log in it", "MB", await heap(page), {
    wanted: "at most 350 MB",
  });
  await page.close();
}

async function answering(page, figures, plain) {
  const times = { filter: [], search: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.filter.push(await answer(page, "?state=failed", "Failed"));
    await answer(page, "", "invoice-100000");
    times.search.push(await answer(page, "?words=invoice-77777", "invoice-77777"));
    await answer(page, "", "invoice-100000");
  }
  const beside = { plain: plain.answer, wanted: QUICK };
  figures.add("filter of 100,000 by state, median of 5", "ms", at(times.filter, 0.5), beside);
  figures.add("search for one in 100,000, median of 5", "ms", at(times.search, 0.5), beside);
  await page.close();
}

/** From a change of the address to the list that fits it. */
function answer(page, query, fits) {
  return page.evaluate(
    ([query, text]) =>
      new Promise((done) => {
        const began = performance.now();
        const look = () => {
          const row = document.querySelector('[role="grid"] [role="row"][aria-rowindex="2"]');
          if (row?.textContent?.includes(text)) {
            requestAnimationFrame(() => done(performance.now() - began));
          } else requestAnimationFrame(look);
        };
        location.hash = `#/activity${query}`;
        look();
      }),
    [query, fits],
  );
}

async function storm(page, figures, plain) {
  await page.locator(GRID).focus();
  const keys = await keyWaits(page, ["ArrowDown", "ArrowUp"]);
  tellKeys("log at 200 deliveries/s", keys, figures, plain);
  await page.close();
}

/** How long keys waited, as figures. */
export function tellKeys(where, { waits, longestTask }, figures, plain) {
  const { half, most, longest } = plain.keys;
  figures.add(`${where}: a key waits, median of 100`, "ms", at(waits, 0.5), { plain: half });
  figures.add(`${where}: a key waits, 95 of 100`, "ms", at(waits, 0.95), { plain: most });
  figures.add(`${where}: a key waits, longest`, "ms", Math.max(...waits), {
    plain: longest,
    wanted: PROMPT,
  });
  figures.add(`${where}: longest task`, "ms", longestTask);
}
