/** The builder's right side: what would be sent, on which event, and what a test gave. */

import { type Rich, rich } from "../rich";
import { count } from "./format";

export const preview = {
  title: "Preview",
  tabs: {
    request: "Request",
    sample: "Sample event",
    curl: "cURL",
    backTest: "Back-test",
  },
  event: "Event to try it on",
  madeUp: "A made-up event",
  edited: "An event I write",
  choice: (summary: string, at: string) => `${summary}, ${at}`,
  choiceOf: (summary: string, at: string, automation: string) =>
    `${summary}, ${at} (${automation})`,
  sendOf: "Shown for",
  sendName: (n: number, destination: string) => `${n}. ${destination}`,
  request: "Request as it goes out",
  copyRequest: "Copy the request",
  copyCurl: "Copy as cURL",
  curl: "Command for a shell",
  curlHint:
    "Put the destination’s secret into WEBHOOK_SECRET first. The command signs when you run it; receivers take that signature for about five minutes.",
  curlMoreHint: "Other credentials are variables too: set those that it names with a $.",
  curlPlainHint: "This destination signs nothing, so the command needs no secret.",
  curlUnsignedHint:
    "A shell can’t sign with Ed25519, so this command sends the request without its signature.",
  noDestination: "Choose a destination, and the request appears here.",
  notYet: "The request can’t be made like this:",
  noBody: "No content.",
  data: "Data of the event",
  editData: "Edit",
  keepSample: "Make this the sample",
  dropSample: "Use the last event again",
  sampleKept: (automation: string) => `“${automation}” is tried on this event from now on.`,
  dataField: "Data of the event, as JSON",
  notJson: "This isn’t valid JSON, so the last valid data is shown.",
  notObject: "Write an object: { … }.",
  unavailable: (why: string) => `The preview can’t be made: ${why}`,
};

export const verdict = {
  last: {
    sent: (why: string): Rich => rich`Last event would be ${"sent"}: ${[why]}.`,
    skipped: (why: string): Rich => rich`Last event would be ${"skipped"}: ${[why]}.`,
  },
  chosen: {
    sent: (why: string): Rich => rich`This event would be ${"sent"}: ${[why]}.`,
    skipped: (why: string): Rich => rich`This event would be ${"skipped"}: ${[why]}.`,
  },
  madeUp: {
    sent: (why: string): Rich => rich`A made-up event would be ${"sent"}: ${[why]}.`,
    skipped: (why: string): Rich => rich`A made-up event would be ${"skipped"}: ${[why]}.`,
  },
};

export const test = {
  send: "Send test",
  result: "Result of the test",
  sending: "The test is on its way…",
  sentAt: (took: string, at: string) => `${took} · test sent ${at}`,
  noAnswerAt: (at: string) => `No answer · test sent ${at}`,
  seeInActivity: "See in Activity",
  reply: "Reply",
  noReply: "The reply has no content.",
  cut: "Shortened: there was more than is kept.",
  /** What to look at after such an answer. */
  advice: (status: number): string | null => {
    if (status >= 300 && status < 400)
      return "It points to another address: put that one into the destination.";
    switch (status) {
      case 400:
      case 422:
        return "It usually means that the body is not what the other side expects: compare it with their documentation.";
      case 401:
      case 403:
        return "It usually means that a secret, a token or a header is missing or wrong: look at the destination.";
      case 404:
        return "It usually means that the path is wrong: look at it letter by letter.";
      case 405:
        return "It usually means that another method is wanted there: try POST or PUT.";
      case 408:
        return "It usually means that the other side is slow at the moment: try again.";
      case 410:
        return "It means that the other side no longer wants these.";
      case 413:
        return "It usually means that the body is too large for the other side: send less of it.";
      case 415:
        return "It usually means that another kind of body is wanted: try JSON or a form.";
      case 429:
        return "It means that too much came too quickly: wait a little, or send less often.";
    }
    if (status >= 500)
      return "It usually means that the other side has a fault of its own: your automation may be fine.";
    return null;
  },
};

export const backTest = {
  intro:
    "Runs what stands here over the events of the last days and shows how it would have differed from what was sent. Nothing is sent.",
  days: "Look back",
  daysOf: (n: number) => count(n, "day", "days"),
  run: "Compare",
  running: "Comparing…",
  looked: (events: number, at: string) => `${count(events, "event", "events")} since ${at}.`,
  cut: (at: string) => `There were more events; those before ${at} were left out.`,
  none: "Nothing was recorded in that time that this automation would look at.",
  same: (n: number): Rich =>
    n === 1
      ? rich`${"1 webhook"} would be exactly as it was.`
      : rich`${count(n, "webhook", "webhooks")} would be exactly as they were.`,
  added: (n: number): Rich => rich`${count(n, "webhook", "webhooks")} would also be sent.`,
  removed: (n: number): Rich => rich`${count(n, "webhook", "webhooks")} would no longer be sent.`,
  changed: (n: number): Rich =>
    rich`${count(n, "webhook", "webhooks")} would have different content.`,
  broken: (n: number): Rich => rich`${count(n, "webhook", "webhooks")} could not be sent.`,
  examples: "The newest of them",
  example: (summary: string, destination: string) => `${summary} → ${destination}`,
  why: (why: string) => `Because ${why}.`,
  dialog: "What was sent, and what would be",
  before: "Was sent",
  after: "Would be sent",
  notSentBefore: "Nothing was sent.",
  notSentAfter: "Nothing would be sent.",
};
