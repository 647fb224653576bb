/** Starting over. */

import { count } from "./format";

export const reset = {
  row: "Reset everything",
  rowWords: "Deletes all that was made, sent and set, and begins as new.",
  open: "Reset everything…",
  title: "Reset Hookloom?",
  goes: "This deletes:",
  going: [
    "all automations and destinations, with their secrets",
    "the log, the Test inbox and saved filters",
    "settings and what this window remembers",
    "the daily backups",
  ],
  waiting: (n: number) =>
    n === 0
      ? "What is under way is cut off. It can’t be undone."
      : `${count(n, "delivery that waits is", "deliveries that wait are")} never sent, and what is under way is cut off. It can’t be undone.`,
  stays: "Files that you saved elsewhere and watched folders with their files stay.",
  word: "RESET",
  type: "Type RESET to go on",
  confirm: "Reset everything",
  done: "Everything is reset.",
  notBack:
    "The runner did not come back. Open the app again: it goes on with the reset when it starts.",
};
