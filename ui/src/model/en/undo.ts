/** Taking back, what was deleted, and the list of notices. */

import { count } from "./format";

export const undo = {
  undo: "Undo",
  undone: (done: string) => `Undone: ${done}`,
  wasUndone: "Undone",
  nothing: "There is nothing to undo since this window was opened.",
  notices: "Notices",
  noticesWords:
    "Messages stay here after they leave the corner. What can be undone stays for 30 days.",
  noNotices: "No notices yet.",
  deletedTitle: "Recently deleted",
  deletedWords:
    "What you delete is kept for 30 days with its settings, and a destination with its secret. After that it is forgotten.",
  deletedEmpty: "Nothing was deleted",
  deletedEmptyWords:
    "Automations and destinations that you delete can be restored here for 30 days.",
  restore: "Restore",
  restoreOf: (name: string) => `Restore ${name}`,
  restored: (name: string) => `“${name}” is back.`,
  restoredOff: (name: string) => `“${name}” is back, switched off: it can’t work as it is now.`,
  deletedAgo: (ago: string) => `Deleted ${ago} ago`,
  keptFor: (days: number) =>
    days < 1 ? "Forgotten today" : `Kept for ${count(days, "more day", "more days")}`,
  automations: "Automations",
  destinations: "Destinations",
};
