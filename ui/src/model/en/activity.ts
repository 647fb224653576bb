/** The log. */

import type { DeliveryAct } from "../../bindings/DeliveryAct";
import { count, number } from "./format";

const deliveries = (n: number) => count(n, "delivery", "deliveries");

export const activity = {
  title: "Activity",
  count: (n: number, more: boolean) => (more ? `${number.format(n)}+ deliveries` : deliveries(n)),
  filters: "Filters",
  state: "State",
  states: (n: number) => `${n} states`,
  automation: "Automation",
  destination: "Destination",
  time: "Any time",
  times: {
    "1h": "Last hour",
    "24h": "Last 24 hours",
    "7d": "Last 7 days",
    "30d": "Last 30 days",
  },
  tests: "Tests",
  testsHidden: "Tests hidden",
  testsOnly: "Only tests",
  testMark: "Test",
  between: (since: string, until: string) => `${since} to ${until}`,
  from: (since: string) => `Since ${since}`,
  before: (until: string) => `Before ${until}`,
  search: "Search",
  searchHint: "Files, addresses, errors",
  clearSearch: "Clear the search",
  unread: (n: number) =>
    `${deliveries(n)} still being read for the search; results may be missing.`,
  clear: "Clear filters",
  saveFilter: "Save filter",
  saveFilterName: "Name",
  saveFilterDone: "Save",
  savedFilters: "Saved filters",
  savedFilter: (name: string) => `Saved filter ${name}`,
  forgetFilter: (name: string) => `Forget the saved filter ${name}`,
  filterSaved: (name: string) => `“${name}” is saved.`,
  filterForgotten: (name: string) => `“${name}” is forgotten.`,
  live: "Live",
  liveHint: "New deliveries come in on top",
  when: "When",
  what: "What happened",
  attempts: "Attempts",
  took: "Took",
  code: "Code",
  table: "Deliveries, newest first",
  newer: (n: number, more: boolean) => `${number.format(n)}${more ? "+" : ""} new`,
  nextTry: (until: string) => `next try in ${until}`,
  behind: "waits for an earlier one",
  nextTryNow: "trying now",
  reading: "Loading",
  emptyTitle: "Nothing yet",
  emptyWords:
    "When an automation runs, you’ll see it here: what happened, where it went and what was answered.",
  goToAutomations: "Go to automations",
  noneTitle: "No results",
  noneWords: "No delivery matches these filters.",
  arrived: (n: number) => `${count(n, "new delivery", "new deliveries")} arrived.`,
  resentMark: "sent again",
  copyMark: "sent with newer settings",
  mark: (summary: string) => `Select ${summary}`,
  markAll: "Select all that are loaded",
  marked: (n: number, more: boolean) => `${number.format(n)}${more ? "+" : ""} selected`,
  selection: "Selection",
  chooseAll: (n: number, more: boolean) => `Select all ${number.format(n)}${more ? "+" : ""}`,
  endSelection: "Clear selection",
  export: "Export",
  exportMarked: "Export the selection",
  exportCsv: "As a table (CSV)",
  exportJson: "As JSON lines",
  exported: (n: number, path: string) => `${deliveries(n)} saved in ${path}.`,
  exportName: "deliveries",
  acts: {
    send_again: "Send again",
    send_anew: "Send with current settings",
    retry_now: "Retry now",
    stop: "Stop retrying",
  } satisfies Record<DeliveryAct, string>,
  confirmTitle: (act: DeliveryAct, n: number, more: boolean): string => {
    const many = more ? `more than ${deliveries(n)}` : deliveries(n);
    switch (act) {
      case "send_again":
        return `Send ${many} again?`;
      case "send_anew":
        return `Send ${many} with current settings?`;
      case "retry_now":
        return `Retry ${many} now?`;
      case "stop":
        return `Stop retrying ${many}?`;
    }
  },
  confirmWords: {
    send_again: "Each goes out once more, with the same content and ID.",
    send_anew:
      "Each becomes a new delivery, made with the automation and destination as they are now.",
    retry_now: "They are all tried at once, within the limits of their destinations.",
    stop: "They are not tried again unless you send them again.",
  } satisfies Record<DeliveryAct, string>,
  none: {
    send_again: "None of these can be sent again.",
    send_anew: "None of these can be sent with current settings.",
    retry_now: "None of these is waiting for a retry.",
    stop: "None of these is waiting.",
  } satisfies Record<DeliveryAct, string>,
  done: (act: DeliveryAct, n: number, left: number): string => {
    const did = {
      send_again: `${deliveries(n)} on the way again.`,
      send_anew: `${deliveries(n)} on the way with current settings.`,
      retry_now: `${deliveries(n)} being tried now.`,
      stop: `${deliveries(n)} stopped.`,
    }[act];
    return left > 0 ? `${did} ${number.format(left)} could not be.` : did;
  },
};
