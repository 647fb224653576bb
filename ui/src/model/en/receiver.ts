/** A destination from the receiver's side: health, recent deliveries, code that checks signatures. */

import type { Since } from "../since";
import { count, number } from "./format";

export const receiver = {
  lastDays: "Last 7 days",
  days: (sent: number, failed: number, tries: number) => {
    if (sent + failed + tries === 0) return "Nothing was sent on these days.";
    if (failed + tries === 0) return `${number.format(sent)} sent, nothing failed.`;
    if (failed === 0) {
      return `${number.format(sent)} sent, ${count(tries, "try failed", "tries failed")} on the way.`;
    }
    return `${number.format(sent)} sent, ${count(failed, "delivery was", "deliveries were")} given up.`;
  },
  mostOn: (day: string) => `Most failures on ${day}.`,
  typical: (time: string) => `Half of them were answered within ${time}.`,
  asTable: "View as table",
  asChart: "View as chart",
  day: "Day",
  sent: "Sent",
  givenUp: "Given up",
  failedTries: "Failed tries",
  leftOut: "Left out",
  dayWords: (day: string, sent: number, failed: number) =>
    `${day}: ${number.format(sent)} sent, ${number.format(failed)} failed`,

  again: "Send all failed again since…",
  againTitle: (name: string) => `Send what failed to “${name}” again`,
  since: "Failed since",
  sinces: {
    hour: "An hour ago",
    day: "24 hours ago",
    week: "7 days ago",
    month: "30 days ago",
    own: "A moment of my own…",
  } satisfies Record<Since, string>,
  sinceOwn: "Day and time",
  counting: "Counting…",
  found: (n: number, more: boolean) => {
    if (n === 0) return "Nothing that was sent there failed since then.";
    if (more) return `More than ${number.format(n)} deliveries failed since then.`;
    return `${count(n, "delivery", "deliveries")} failed since then. Each keeps its content and its ID.`;
  },
  sendAgain: (n: number) =>
    n === 0 ? "Send again" : `Send ${count(n, "delivery", "deliveries")} again`,
  sentAgain: (n: number, name: string) =>
    `${count(n, "delivery is", "deliveries are")} sent to “${name}” again.`,

  test: "Send test",
  testCard: "Test",
  testName: (name: string) => `Test of ${name}`.slice(0, 80),
  saveFirst: "Save first: a test goes to what is saved.",
  closeTest: "Close the test",

  recent: "Recent deliveries",
  nothingRecent: "Nothing was sent here yet.",

  check: "Check the signature",
  language: "Language",
  codeOf: (language: string) => `Code in ${language}`,
  copyCode: "Copy",
  refuseOld: "It also refuses what was signed more than 5 minutes ago.",
  noTime: "This way of signing has no time in it: drop a webhook-id that you have seen before.",
  rawBody: "Check the bytes as they came, before anything parses them.",
};
