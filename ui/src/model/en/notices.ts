/** What the app has to say about itself. */

import { count, number } from "./format";

export const notices = {
  diskFull: (since: string) =>
    `The disk has been full since ${since}. Nothing new is accepted until there is room; what waits is still sent. Free some space.`,
  queueFull: (limit: number) =>
    `${number.format(limit)} deliveries are waiting, which is the limit. Nothing new is accepted until there are fewer.`,
  restored: (from: string, kept: string) =>
    `The database was damaged. I restored the backup from ${from}; newer entries may be missing, and some webhooks may be sent again. The old file is kept: ${kept}`,
  restoredMissing: (from: string, missing: number, kept: string) =>
    `The database was damaged. I restored the backup from ${from}; ${count(missing, "newer entry is", "newer entries are")} missing, and some webhooks may be sent again. The old file is kept: ${kept}`,
  startedFresh: (kept: string) =>
    `The database could not be used, so Hookloom started with an empty one. The old file is kept: ${kept}`,
  damaged:
    "A part of the database is damaged. Quit Hookloom and start it again: the newest backup is then put in its place, and this file is kept.",
  clockForward: (span: string) =>
    `This computer’s clock was set ${span} forward. Schedules that were missed follow their own rule.`,
  clockBack: (span: string) =>
    `This computer’s clock was set ${span} back. Nothing is sent twice; what is due waits until the clock gets there.`,
  startedSafe: (n: number) =>
    n === 0
      ? "Started safe: nothing was on, and sending is paused."
      : `Started safe: ${count(n, "automation was", "automations were")} switched off, and sending is paused.`,
  logShortened: (n: number) =>
    `${count(n, "old delivery was", "old deliveries were")} removed from the log early, because the disk was full.`,
  minutes: (n: number) => count(n, "minute", "minutes"),
  hours: (n: number) => count(n, "hour", "hours"),
  days: (n: number) => count(n, "day", "days"),
  leaveSafe: "Switch everything on again",
  openFolder: "Open data folder",
  settings: "Settings",
  sealedFile:
    "Your system has no password store, so secrets are kept in an encrypted file that only you can read.",
  whatDoesThisMean: "What does this mean?",
};
