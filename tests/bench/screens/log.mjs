// Prints how the log behaves in Chromium: frames while scrolling through 100,000 deliveries, how
// long a filter and a search take to show, and how long a key waits while 200 deliveries a second
// come in. The runner is simulated in the same page, so its work is in the figures, too.
//
//   cd ui && npx vite build --mode sample --outDir /tmp/sample
//   npx vite preview --mode sample --outDir /tmp/sample --port 4700 &
//   node ../tests/bench/activity.mjs http://localhost:4700
import { createRequire } from "node:module";

const require = createRequire(new URL("../../ui/package.json", import.meta.url));
const { chromium } = require("@playwright/test");

const base = process.argv[2] ?? "http://localhost:4173";
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const GRID = '[role="grid"]';

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const print = (what, figure) => console.log(`${what.padEnd(58)} ${figure}`);
const ms = (time) => `${time.toFixed(0)} ms`;
const sorted = (times) => [...times].sort((a, b) => a - b);
const at = (times, share) =>
  sorted(times)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

async function opened(scenario) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(`${base}/?scenario=${scenario}#/activity`);
  await page.locator(`${GRID} [role="row"]`).nth(5).waitFor();
  return page;
}

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
  const dropped = events.filter((event) => event.name === "DroppedFrame").length;
  return { at: sorted(drawn.map((event) => event.ts / 1000)), dropped };
}

function tell(what, { at: times, dropped }) {
  const gaps = times.slice(1).map((time, index) => time - times[index]);
  const span = (times.at(-1) - times[0]) / 1000;
  const windows = [];
  for (let from = times[0]; from + 1000 <= times.at(-1); from += 250) {
    windows.push(times.filter((time) => time >= from && time < from + 1000).length);
  }
  print(`${what}: frames/s on average`, (times.length / span).toFixed(1));
  print(`${what}: fewest frames in any second`, Math.min(...windows));
  print(`${what}: longest gap between two frames`, ms(Math.max(...gaps)));
  print(`${what}: frames that Chromium calls dropped`, dropped);
}

async function scrolling() {
  const page = await opened("many");
  const box = await page.locator(GRID).boundingBox();
  const gesture = (session, distance, speed) =>
    session.send("Input.synthesizeScrollGesture", {
      x: box.x + 300,
      y: box.y + 300,
      yDistance: -distance,
      speed,
      gestureSourceType: "mouse",
    });
  tell("wheel, 1,500 px/s", await frames(page, (session) => gesture(session, 7500, 1500)));
  tell("wheel, 6,000 px/s", await frames(page, (session) => gesture(session, 30_000, 6000)));
  const rows = await page.locator(`${GRID} [role="row"]`).count();
  print("rows in the page", rows);
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics").catch(() => ({ metrics: [] }));
  const heap = metrics.find((one) => one.name === "JSHeapUsedSize")?.value;
  if (heap) print("JavaScript heap, the simulated log included", `${(heap / 2 ** 20).toFixed(0)} MB`);
  await page.close();
}

/** From a change of the address to the list that fits it. */
async function answer(page, query, fits) {
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

async function answering() {
  const page = await opened("many");
  const times = { filter: [], search: [] };
  for (let round = 0; round < 5; round += 1) {
    times.filter.push(await answer(page, "?state=failed", "Failed"));
    await answer(page, "", "invoice-100000");
    times.search.push(await answer(page, "?words=invoice-77777", "invoice-77777"));
    await answer(page, "", "invoice-100000");
  }
  print("filter by state: shown after (median of 5)", ms(at(times.filter, 0.5)));
  print("search for one in 100,000: shown after (median of 5)", ms(at(times.search, 0.5)));
  await page.close();
}

async function storm() {
  const page = await opened("storm");
  await page.evaluate(() => {
    window.delays = [];
    window.tasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.name === "keydown") window.delays.push(entry.processingStart - entry.startTime);
      }
    }).observe({ type: "event", durationThreshold: 16, buffered: false });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.tasks.push(entry.duration);
    }).observe({ type: "longtask", buffered: false });
    window.waits = [];
    window.addEventListener("keydown", (event) => {
      window.waits.push(performance.now() - event.timeStamp);
    }, true);
  });
  await page.locator(GRID).focus();
  const drawn = await frames(page, async () => {
    for (let press = 0; press < 100; press += 1) {
      await page.keyboard.press(press % 2 ? "ArrowUp" : "ArrowDown");
      await page.waitForTimeout(80);
    }
  });
  const { waits, tasks } = await page.evaluate(() => ({ waits: window.waits, tasks: window.tasks }));
  print("200 deliveries/s: a key waits, median of 100", ms(at(waits, 0.5)));
  print("200 deliveries/s: a key waits, 95 of 100", ms(at(waits, 0.95)));
  print("200 deliveries/s: a key waits, longest", ms(Math.max(...waits)));
  print("200 deliveries/s: longest task", ms(Math.max(0, ...tasks)));
  tell("200 deliveries/s", drawn);
  await page.close();
}

await scrolling();
await answering();
await storm();
await browser.close();
