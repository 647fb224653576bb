/** The When card: files, schedules, incoming calls. */

import { count, number } from "./format";

export const when = {
  kind: "What starts it",
  folder: "Folder",
  folderHint: "Files that are already there don’t count.",
  choose: "Choose…",
  matches: (files: number, more: boolean) =>
    more
      ? `Matches at least ${count(files, "file", "files")} now.`
      : `Matches ${count(files, "file", "files")} now.`,
  matchesSuch: (files: number, more: boolean, names: string) =>
    more
      ? `Matches at least ${count(files, "file", "files")} now, such as ${names}.`
      : `Matches ${count(files, "file", "files")} now, such as ${names}.`,
  existingDont: "Files already there don’t count.",
  runExisting: "Also run for existing files",
  saveFirst: "Save first to run for the existing ones too.",
  existingTitle: (files: number) => `Run for ${count(files, "existing file", "existing files")}?`,
  existingWords:
    "Each is handled once, as if it had just been added: your conditions and limits apply, and what passes them is sent.",
  existingNone: "There are no files here to run for.",
  existingRun: (files: number) => `Run for ${count(files, "file", "files")}`,
  existingDone: (files: number) => `It ran for ${count(files, "existing file", "existing files")}.`,
  createIt: "Create it",
  folderMade: "The folder is there now.",
  tooMany: (needed: number, allowed: number) =>
    `Watch a smaller folder: this one needs ${number.format(needed)} watches, your system allows ${number.format(allowed)}.`,
  checkInstead: "Check every 30 s instead",
  polled: "It is checked every 30 s instead of being watched.",
  watchInstead: "Watch it instead",
  only: "Only files like",
  onlyHint: "* means every file. Press Enter after each pattern.",
  ignore: "Ignore",
  presets: {
    hidden: "Hidden",
    versions: "Git",
    temporary: "Temporary",
    partial: "Partial",
  },
  on: "When a file is",
  settle: "Wait until it stops changing for",
  settleHint: "So that no half-written file is sent.",
  seconds: "seconds",
  several: "Several at once",
  severalChoices: {
    each: "One webhook each",
    group: "One for the group",
  },
  groupHint: "Waits at most 10 s for more files; at most 500 go together.",
  also: "Also",
  subfolders: "Subfolders",
  content: "Include content",
  contentAs: "Content as",
  contentKinds: {
    text: "Text",
    base64: "Base64 (any file)",
  },
  contentLimit: "Up to",
  kb: "KB",
  contentHint: "Of a larger file only its details are sent.",
  whileAway: "Catch up on what happened while the app was off",
  whileAwayHint: "When it runs again, it looks for what was added, changed or deleted meanwhile.",
  repeat: "Repeat",
  repeats: {
    every: "Every few minutes or hours",
    daily: "Every day",
    weekly: "Every week",
    monthly: "Every month",
    cron: "Custom",
  },
  every: "Every",
  unit: "Unit",
  at: "At",
  atExample: "09:00",
  days: "On",
  dayOfMonth: "Day of the month",
  dayHint: "A month without that day is left out.",
  cron: "Custom schedule",
  cronHint: "Minute, hour, day, month, weekday; with seconds in front if you need them.",
  timeZone: "Time zone",
  noZone: "No time zone is called that.",
  missed: "If the computer was off or asleep",
  missedRules: {
    skip: "Skip",
    run_once: "Run once when back",
    run_all: "Run for each one missed",
  },
  within: "As far back as",
  minutes: "minutes",
  next: "Next 5 runs",
  noNext: "It never runs like this.",
  manualWords:
    "Nothing starts it but you: press Run now in the list of automations, or use the command line.",
};
