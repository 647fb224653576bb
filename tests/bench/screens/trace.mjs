/** What Chromium's own trace says about a page. */

/** The moments at which frames were drawn while something went on, in milliseconds. */
async function frames(page, act) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const categories = "devtools.timeline,disabled-by-default-devtools.timeline.frame";
  await session.send("Tracing.start", { transferMode: "ReportEvents", categories });
  await act(session);
  const ended = new Promise((done) => session.once("Tracing.tracingComplete", done));
  await session.send("Tracing.end");
  await ended;
  const drawn = events.filter((event) => event.name === "DrawFrame");
  return drawn.map((event) => event.ts / 1000).sort((a, b) => a - b);
}

/** The fewest frames that were drawn in any second. */
export function fewest(times) {
  const counts = [];
  for (let from = times[0]; from + 1000 <= times.at(-1); from += 250) {
    counts.push(times.filter((time) => time >= from && time < from + 1000).length);
  }
  return counts.length > 0 ? Math.min(...counts) : 0;
}

/** Turns the wheel over a part of the page. */
export async function wheel(page, selector, distance, speed) {
  const box = await page.locator(selector).boundingBox();
  return frames(page, (session) =>
    session.send("Input.synthesizeScrollGesture", {
      x: Math.round(box.x + 300),
      y: Math.round(box.y + 300),
      yDistance: -distance,
      speed,
      gestureSourceType: "mouse",
    }),
  );
}

const PRESSES = 100;
const APART_MS = 80;

/** How long each of a hundred keys waits before the page takes it, and the longest task. */
export async function keyWaits(page, keys) {
  await page.evaluate(() => {
    window.tasks = [];
    window.waits = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.tasks.push(entry.duration);
    }).observe({ type: "longtask", buffered: false });
    const taken = (event) => window.waits.push(performance.now() - event.timeStamp);
    window.addEventListener("keydown", taken, true);
  });
  for (let press = 0; press < PRESSES; press += 1) {
    await page.keyboard.press(keys[press % keys.length]);
    await page.waitForTimeout(APART_MS);
  }
  const { waits, tasks } = await page.evaluate(() => ({
    waits: window.waits,
    tasks: window.tasks,
  }));
  return { waits, longestTask: Math.max(0, ...tasks) };
}

/** How much memory the page's JavaScript keeps, in megabytes. */
export async function heap(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find((one) => one.name === "JSHeapUsedSize").value / 2 ** 20;
}
