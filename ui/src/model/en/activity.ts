/** The log. */

import { count, number } from "./format";

export const activity = {
  title: "Activity",
  count: (n: number) => count(n, "delivery", "deliveries"),
  filters: "Filters",
  state: "State",
  automation: "Automation",
  destination: "Destination",
  clear: "Clear filters",
  when: "When",
  what: "What happened",
  attempts: "Attempts",
  took: "Took",
  code: "Code",
  table: "Deliveries, newest first",
  newer: (n: number) => `${number.format(n)} new`,
  emptyTitle: "Nothing yet",
  emptyWords:
    "When an automation runs, you’ll see it here: what happened, where it went and what was answered.",
  goToAutomations: "Go to automations",
  noneTitle: "No results",
  noneWords: "No delivery fits these filters.",
  arrived: (n: number) => `${count(n, "new delivery", "new deliveries")} arrived.`,
  resentMark: "sent again",
};
