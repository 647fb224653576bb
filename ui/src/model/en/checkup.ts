/** A look at the app's own health. */

import type { Checked } from "../../bindings/Checked";
import type { CheckState } from "../../bindings/CheckState";
import { count } from "./format";

export const checkup = {
  row: "Check-up",
  rowWords: "Checks that everything works, and says what to do if something doesn’t.",
  open: "Check now",
  title: "Is everything in order?",
  looking: "Checking… A large database takes a while.",
  good: "Everything is in order.",
  doubtful: (n: number) => `${count(n, "thing needs", "things need")} a look.`,
  bad: (n: number) => `${count(n, "thing does", "things do")} not work.`,
  list: "What was checked",
  again: "Check again",
  close: "Close",
  states: { good: "Fine", doubtful: "Take a look", bad: "Broken" } satisfies Record<
    CheckState,
    string
  >,
  of: {
    database: "Database",
    disk: "Disk",
    secrets: "Secrets",
    incoming: "Incoming calls",
    files: "Watched folders",
    backup: "Backup",
    clock: "Clock",
  } satisfies Record<Checked, string>,
};
