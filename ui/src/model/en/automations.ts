/** The list of automations. */

import { count } from "./format";

export const automations = {
  title: "Automations",
  count: (all: number, on: number) => `${all}, ${on} on`,
  new: "New automation",
  automation: "Automation",
  lastResult: "Last result",
  emptyTitle: "No automations yet",
  emptyWords:
    "An automation sends a webhook when something happens on this computer: a file appears, a time comes, a program calls.",
  switchOf: (name: string) => `${name} is on`,
  runNow: "Run now",
  duplicate: "Duplicate",
  delete: "Delete",
  ran: (name: string, n: number) => `“${name}” ran: ${count(n, "delivery", "deliveries")} made.`,
  copyName: (name: string) => `${name} (copy)`,
  neverRan: "Not run yet",
  isOff: "Off",
  starting: "Starting",
  sentAgo: (ago: string) => `Sent ${ago} ago`,
  sentAt: (at: string) => `Sent ${at}`,
  onItsWay: "On its way",
  retrying: (at: string) => `Retrying, next ${at}`,
  failed: (at: string) => `Failed ${at}`,
  failedWith: (at: string, status: number) => `Failed ${at} · ${status}`,
  skipped: (at: string) => `Skipped ${at}`,
  held: (at: string) => `Held since ${at}`,
  stopped: (at: string) => `Stopped ${at}`,
};
