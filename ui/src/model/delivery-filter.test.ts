import { describe, expect, test } from "vitest";
import { addressOf, allDeliveries, filterOf, isNarrow } from "./delivery-filter";
import { parseRoute, routeHref, wholeActivity, wholeLog } from "./route";

const now = Date.parse("2026-11-23T13:28:10.000Z");

describe("a filter", () => {
  test("comes back from the address in which it lives", () => {
    for (const filter of [
      allDeliveries,
      { ...allDeliveries, states: ["failed" as const, "held" as const] },
      { ...allDeliveries, automation: "atm_1", destination: "dst_1", search: "a & b = ü" },
      { ...allDeliveries, last_seconds: 604_800 },
      { ...allDeliveries, tests: "only" as const },
      { ...allDeliveries, tests: "none" as const },
      { ...allDeliveries, since: "2026-11-20T00:00:00.000Z", until: "2026-11-21T00:00:00.000Z" },
    ]) {
      const href = routeHref({ ...wholeActivity, ...addressOf(filter, now) });
      const route = parseRoute(href);
      if (route.screen !== "activity") throw new Error(href);
      expect(filterOf(route)).toEqual(filter);
    }
  });

  test("with an unusual span begins at a moment", () => {
    const { since, time } = addressOf({ ...allDeliveries, last_seconds: 10 }, now);
    expect([since, time]).toEqual(["2026-11-23T13:28:00.000Z", null]);
  });

  test("takes no notice of what an address gets wrong", () => {
    const wrong = { ...wholeLog, state: "lost,failed", time: "5y", since: "soon" };
    expect(filterOf(wrong)).toEqual({ ...allDeliveries, states: ["failed"] });
  });

  test("is narrow when anything is left out", () => {
    expect(isNarrow(wholeLog)).toBe(false);
    expect(isNarrow({ ...wholeLog, words: "a" })).toBe(true);
  });
});
