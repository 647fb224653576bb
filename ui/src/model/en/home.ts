/** Home: how everything is. */

import type { Span } from "../../bindings/Span";
import { count, number } from "./format";

const SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const small = (n: number) => SMALL[n] ?? number.format(n);

const lengths: Record<Span, string> = {
  hour: "in the last hour",
  day: "in the last 24 hours",
  week: "in the last 7 days",
  month: "in the last 30 days",
};

/** "On call", "On call and Shop", "On call and 2 others". */
function to(names: string[]): string {
  const [first = "", second] = names;
  if (second === undefined) return first;
  return names.length === 2 ? `${first} and ${second}` : `${first} and ${names.length - 1} others`;
}

export const home = {
  name: "Home",
  newAutomation: "New automation",

  /** The title: what was done, then what is wanted. */
  title: (sent: number, needs: number) => `${home.sentToday(sent)} ${home.needsYou(needs)}`,
  sentToday: (n: number) => {
    if (n === 0) return "Nothing sent yet today.";
    return n === 1 ? "One webhook sent today." : `${number.format(n)} webhooks sent today.`;
  },
  needsYou: (n: number) => {
    if (n === 0) return "Nothing needs you.";
    if (n === 1) return "One thing needs you.";
    const things = small(n);
    return `${things.charAt(0).toUpperCase()}${things.slice(1)} things need you.`;
  },
  unused: "Nothing has been sent yet",

  tiles: "Figures",
  sentTodayLabel: "Sent today",
  waitingLabel: "Waiting",
  failedLabel: "Failed in 24 h",
  timeLabel: "Typical time",
  sinceMidnight: "Since midnight",
  comparedTo: (sent: number, before: number, day: string) => {
    const more = sent - before;
    if (more === 0) return `As many as last ${day} by now`;
    return more > 0
      ? `${number.format(more)} more than last ${day} by now`
      : `${number.format(-more)} fewer than last ${day} by now`;
  },
  nextTry: (time: string) => `Next try at ${time}`,
  beingSent: "Being sent now",
  nothingWaits: "Nothing waits",
  heldToo: (n: number) => `And ${number.format(n)} held`,
  nothingFailed: "Nothing was given up",
  failedTo: (failed: number, names: string[]) => {
    if (names.length !== 1) return `To ${to(names)}`;
    if (failed === 2) return `Both to ${to(names)}`;
    return failed === 1 ? `To ${to(names)}` : `All to ${to(names)}`;
  },
  nearlyAll: (time: string) => `19 of 20 within ${time}`,
  noTime: "Nothing sent in 24 hours",

  deliveries: "Deliveries",
  howFarBack: "How far back",
  spans: { hour: "1 h", day: "24 h", week: "7 d", month: "30 d" } satisfies Record<Span, string>,
  asTable: "View as table",
  asCharts: "View as charts",
  deliveriesTable: "Deliveries as a table",
  sentAbove: "Sent, above",
  triesBelow: "Failed tries, below",
  nothingIn: (span: Span) => `Nothing was sent ${lengths[span]}.`,
  onlyFailures: (tries: number, span: Span) =>
    `Nothing was sent and ${count(tries, "try", "tries")} failed ${lengths[span]}.`,
  sentIn: (sent: number, span: Span, busiest: string) =>
    `${number.format(sent)} sent ${lengths[span]}. Busiest: ${busiest}.`,
  sentAndFailedIn: (sent: number, tries: number, span: Span, busiest: string) =>
    `${number.format(sent)} sent and ${count(tries, "try", "tries")} failed ${lengths[span]}. Busiest: ${busiest}.`,
  time: "Time from event to answer",
  half: "Half are faster",
  most: "19 of 20 are faster",
  timesAre: (half: string, most: string) =>
    `Half were answered within ${half}, 19 of 20 within ${most}.`,
  noTimes: "No answers to measure.",
  sent: "Sent",
  failedTries: "Failed tries",
  givenUp: "Given up",
  leftOut: "Left out",
  halfWithin: "Half within",
  mostWithin: "19 of 20 within",
  when: "When",
  total: "All",
  onlyBusy: "Stretches of time in which nothing happened are not listed.",
  fromTo: (from: string, until: string) => `${from} to ${until}`,
  barSays: (when: string, sent: number, tries: number) =>
    `${when}: ${number.format(sent)} sent, ${count(tries, "try", "tries")} failed`,
  timeSays: (when: string, half: string, most: string) =>
    `${when}: half within ${half}, 19 of 20 within ${most}`,

  attention: "Needs attention",
  allWell: "Nothing. Everything that is on is working.",
  unreachable: "Incoming calls",
  failedSince: (why: string, failed: number) =>
    failed === 1 ? why : `${why} ${number.format(failed)} deliveries were given up.`,
  heldAll: (held: number) => `${count(held, "delivery is", "deliveries are")} held.`,
  heldUntil: (held: number, time: string) =>
    `${count(held, "delivery is", "deliveries are")} held until ${time}.`,
  everythingPaused: "Everything is paused",
  pausedSince: (time: string, held: number) =>
    held === 0
      ? `Paused since ${time}. Nothing is held.`
      : `Paused since ${time}. ${count(held, "delivery is", "deliveries are")} held.`,
  goneSince: (time: string, held: number) =>
    held === 0
      ? `It no longer wants webhooks (410), so it was paused at ${time}.`
      : `It no longer wants webhooks (410), so it was paused at ${time}. ${count(held, "delivery is", "deliveries are")} held.`,
  unhealthySince: (since: string, trouble: string, held: number) =>
    held === 0
      ? `Nothing but failures since ${since}, so it is paused. ${trouble}`
      : `Nothing but failures since ${since}, so it is paused. ${trouble} ${count(held, "delivery is", "deliveries are")} held.`,
  nextProbe: (time: string) => `It is tried again at ${time}.`,
  probeWaits: "It is tried again with what comes next.",
  chooseAgain: "Choose again",
  openIt: "Open",
  openSettings: "Open settings",
  updateSecret: "Update secret",
  seeFailed: "See what failed",
  seeSent: "See what was sent",
  resume: "Resume",
  chosen: (name: string) => `“${name}” watches the new folder.`,
  resumed: (name: string) => `“${name}” gets its webhooks again.`,

  coming: "Coming up",
  nothingComing: "No schedule is on, and nothing waits for another try.",
  retries: (name: string, n: number) =>
    n === 1 ? `${name}, 1 retry` : `${name}, ${number.format(n)} retries`,
  resumes: "Sending resumes",
  now: "now",

  away: "While you were away",
  sentAway: (sent: number, since: string) =>
    `Since ${since}, ${count(sent, "webhook was", "webhooks were")} sent.`,
  failedAway: (failed: number, names: string[], since: string) =>
    `Since ${since}, ${count(failed, "delivery", "deliveries")} to ${to(names)} failed.`,
  bothAway: (sent: number, failed: number, names: string[], since: string) =>
    `Since ${since}, ${count(sent, "webhook was", "webhooks were")} sent and ${count(failed, "delivery", "deliveries")} to ${to(names)} failed.`,

  firstTitle: "Send your first webhook",
  firstWords:
    "Figures and charts appear here once something was sent. The first one takes less than a minute, and stays on this computer.",
  firstTry: "Send your first webhook",
};
