/** The list of 200 automations while 200 deliveries a second come in. */
import { tellKeys } from "./log.mjs";
import { fewest, keyWaits, wheel } from "./trace.mjs";

const LIST = "main ul";

/** Measures how long keys wait, and how it scrolls meanwhile. */
export async function measureAutomations(open, figures, plain) {
  const page = await open("?scenario=bustle#/automations");
  const rows = page.locator(`${LIST} > li`);
  await rows.nth(199).waitFor();
  await rows.first().locator("a").focus();
  const keys = await keyWaits(page, ["ArrowDown", "ArrowDown", "ArrowUp"]);
  tellKeys("200 automations at 200 deliveries/s", keys, figures, plain);
  const drawn = fewest(await wheel(page, LIST, 7500, 1500));
  const what = "200 automations at 200 deliveries/s, wheel: fewest frames in any second";
  figures.add(what, "/s", drawn, { plain: plain.slow });
  await page.close();
}
