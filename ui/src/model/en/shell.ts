/** Rail, footer and what is always in view. */

import { count, number } from "./format";

export const shell = {
  brand: "Hookloom",
  screens: "Screens",
  home: "Home",
  automations: "Automations",
  map: "Map",
  activity: "Activity",
  destinations: "Destinations",
  inbox: "Test inbox",
  failedLately: (n: number) => `${count(n, "delivery", "deliveries")} failed in the last 24 hours`,
  runningOn: (n: number) => (n === 0 ? "Running · nothing on yet" : `Running · ${n} on`),
  paused: "Paused",
  pausedUntil: (time: string) => `Paused until ${time}`,
  waiting: (n: number) => `${number.format(n)} waiting`,
  held: (n: number) => `${number.format(n)} held`,
  incoming: "Incoming",
  copyIncoming: "Copy the incoming address",
  search: "Search or run",
  skip: "Skip to the screen",
  help: "Help",
  notices: "Notices",
  pause: "Pause",
  resume: "Resume",
  connecting: "Connecting…",
  notReachable: "Runner not reachable",
  nothingLost: "Nothing is lost while it is away",
};
