/** A destination from the receiver's side: health, recent deliveries, code that checks signatures. */

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
  dayWords: (day: string, sent: number, failed: number) =>
    `${day}: ${number.format(sent)} sent, ${number.format(failed)} failed`,

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
