import { describe, expect, test } from "vitest";
import { parseRoute, type Route, routeHref, wholeActivity } from "./route";

const routes: [string, Route][] = [
  ["#/automations", { screen: "automations" }],
  [
    "#/automations?search=a+b&show=on&kind=file&sort=busy",
    { screen: "automations", search: "a b", show: "on", kind: "file", sort: "busy" },
  ],
  ["#/deleted", { screen: "deleted" }],
  ["#/automations/new", { screen: "automation", id: null, copyOf: null, event: null }],
  [
    "#/automations/new?copy=atm_1",
    { screen: "automation", id: null, copyOf: "atm_1", event: null },
  ],
  ["#/automations/atm_1", { screen: "automation", id: "atm_1", copyOf: null, event: null }],
  [
    "#/automations/atm_1?event=dlv_1",
    { screen: "automation", id: "atm_1", copyOf: null, event: "dlv_1" },
  ],
  [
    "#/automations/new?copy=atm_1&to=dst_1",
    { screen: "automation", id: null, copyOf: "atm_1", event: null, to: "dst_1" },
  ],
  ["#/map", { screen: "map", asList: false }],
  ["#/map?view=list", { screen: "map", asList: true }],
  ["#/activity", wholeActivity],
  [
    "#/activity?state=failed%2Cheld&time=24h&words=a+b",
    { ...wholeActivity, state: "failed,held", time: "24h", words: "a b" },
  ],
  ["#/activity/dlv_1?state=failed", { ...wholeActivity, delivery: "dlv_1", state: "failed" }],
  [
    "#/activity?automation=atm_1&destination=dst_1",
    { ...wholeActivity, automation: "atm_1", destination: "dst_1" },
  ],
  ["#/destinations", { screen: "destinations" }],
  ["#/destinations/new", { screen: "destination", id: null }],
  ["#/destinations/dst_1", { screen: "destination", id: "dst_1" }],
  ["#/recipes", { screen: "recipes", use: null }],
  ["#/recipes/new-pdf", { screen: "recipes", use: "new-pdf" }],
  ["#/first-run", { screen: "first-run" }],
  ["#/test-inbox/inb_1", { screen: "inbox", request: "inb_1" }],
];

describe("an address", () => {
  test.each(routes)("%s leads to its screen and back", (href, route) => {
    expect(parseRoute(href)).toEqual(route);
    expect(routeHref(route)).toBe(href);
  });

  test.each(["", "#", "#/", "#/nowhere", "#/%E0%A4%A"])("%s leads to the first screen", (hash) => {
    expect(parseRoute(hash)).toEqual({ screen: "home" });
  });
});
