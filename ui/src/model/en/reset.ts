/** Starting over. */

import { count } from "./format";

export const reset = {
  row: "Reset everything",
  rowWords: "Deletes everything you made, sent and set, and starts as new.",
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
      ? "What is under way is cut off. This can’t be undone."
      : `${count(n, "waiting delivery is", "waiting deliveries are")} never sent, and what is under way is cut off. This can’t be undone.`,
  stays: "Files that you saved elsewhere stay, and so do watched folders with their files.",
  word: "RESET",
  type: "Type RESET to confirm",
  confirm: "Reset everything",
  done: "Everything is reset.",
  notBack:
    "The runner did not come back. Open the app again: it finishes the reset when it starts.",
};
