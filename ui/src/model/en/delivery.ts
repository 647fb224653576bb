/** One delivery: its story, request and answer. */

import type { Fault } from "../../bindings/Fault";
import type { SkipReason } from "../../bindings/SkipReason";
import type { Why } from "../../bindings/Why";
import type { Mend } from "../mend";
import { type Rich, rich } from "../rich";

export const delivery = {
  panel: "Delivery",
  close: "Close",
  next: "Next delivery",
  previous: "Previous delivery",
  sendAgain: "Send again",
  stop: "Stop retrying",
  sendAnew: "Send with current settings",
  retryNow: "Retry now",
  moreActions: "More for this delivery",
  editWithEvent: "Edit with this event",
  copyCurl: "Copy as cURL",
  curlCopied: "Copied. Put the secret into $WEBHOOK_SECRET; a signature holds for a few minutes.",
  useMoved: "Use it",
  movedNote: (address: string): Rich => rich`It wants us to use another address: ${address}`,
  movedTitle: (name: string) => `Send “${name}” to another address?`,
  movedWords: (from: string, to: string): Rich =>
    rich`${from} becomes ${to}. Everything that goes to this destination goes there from now on.`,
  movedConfirm: "Use this address",
  movedDone: (name: string) => `“${name}” has the new address.`,
  mends: {
    certificate: {
      said: "If you know this receiver, add its certificate or that of its authority.",
      button: "Add a certificate…",
    },
    credentials: {
      said: "The other side may have changed its secret, or wants another one.",
      button: "Update the secret…",
    },
    access: {
      said: "The authentication of this destination doesn’t work as it is set up.",
      button: "Check the authentication…",
    },
    secret: {
      said: "Enter the secret of this destination once more.",
      button: "Enter the secret…",
    },
  } satisfies Record<Mend, { said: string; button: string }>,
  openDestination: "Open the destination",
  anewDone: "A new delivery is on its way, with current settings.",
  hurried: "Trying now.",
  tryingAgain: (clock: string, n: number, of: number) =>
    `Trying again at ${clock}, attempt ${n} of ${of}.`,
  tryingNow: (n: number, of: number) => `Trying now, attempt ${n} of ${of}.`,
  copyOf: "This repeats an earlier delivery with newer settings.",
  showOriginal: "Show it",
  sentAgain: "On its way again, with the same content and ID.",
  timeline: "Timeline",
  seen: (summary: string): Rich => rich`Event seen: ${summary}`,
  skippedBy: {
    condition: "Only if: not met",
    repeat: "A repeat of the same file",
    loop: "It came round in a circle",
    expired: "Of no use any more",
    full: "Too many were waiting",
    missed: "Missed while this computer was off or asleep",
  } satisfies Record<SkipReason["type"], string>,
  goesWhen: (clock: string) => `The next may go at ${clock}.`,
  usefulUntil: (clock: string) => `Of use until ${clock}.`,
  afterEarlier: "Goes after an earlier one",
  earlierOne: "It goes when the one before it was sent or given up.",
  showEarlier: "Show it",
  conditionPassed: "Conditions passed",
  attempt: (n: number, answer: string): Rich => [{ strong: `Attempt ${n}` }, ` · ${answer}`],
  answered: (status: number, phrase: string) => (phrase ? `${status} ${phrase}` : `${status}`),
  nextAttempt: (n: number, until: string): Rich => [{ strong: `Attempt ${n}` }, ` in ${until}`],
  nextNow: (n: number): Rich => [{ strong: `Attempt ${n}` }, " any moment now"],
  ofAllowed: (n: number) => `of ${n} at most`,
  laterTries: (moments: string) => `If it fails: ${moments}.`,
  laterTriesMore: (moments: string, last: string) => `If it fails: ${moments} … ${last}.`,
  lastTry: "This is the last try.",
  phases: {
    reused: (total: string, wait: string, read: string) =>
      `${total} · connection was open · wait ${wait} · read ${read}`,
    connected: (total: string, connect: string, wait: string, read: string) =>
      `${total} · connect ${connect} · wait ${wait} · read ${read}`,
    named: (total: string, name: string, connect: string, wait: string, read: string) =>
      `${total} · name ${name} · connect ${connect} · wait ${wait} · read ${read}`,
    failed: (total: string) => `${total}`,
  },
  reached: (remote: string) => `Reached ${remote}`,
  why: {
    first: "",
    retry: "",
    retried_by_hand: "retried by hand",
    sent_again: "sent again by hand",
    probe: "to see if the destination is well again",
    access_renewed: "with a new access token, because the one before was refused",
  } satisfies Record<Why, string>,
  askedToWait: (name: string, seconds: string) =>
    `${name} asked to wait ${seconds} s (Retry-After).`,
  heldRunner: "Held: sending is paused",
  heldDestination: "Held: the destination is paused",
  cancelledByYou: "Stopped by you",
  givenUp: "Given up",
  tabs: { request: "Request", response: "Response", event: "Event" },
  ofAttempt: (n: number) => `Attempt ${n}`,
  chooseAttempt: "Which attempt",
  noRequest: "No request was made.",
  noResponse: "No answer yet.",
  notAnswered: "No answer came.",
  cut: "Shortened: there was more than is kept.",
  emptyBody: "No content.",
  notKept: "The content was not kept: that is switched off in the settings.",
  eventData: "Data of the event",
  requestBody: "Content of the request",
  responseBody: "Content of the answer",
  signatureNote: "ID, time and signature are added at the moment of sending.",
  id: "ID",
  type: "Type",
  happened: "Happened",
};

export const faults: Record<Fault, string> = {
  access: "no access token",
  dns: "name not found",
  connect: "nothing is listening",
  tls: "certificate not in order",
  timeout: "no answer in time",
  reset: "connection broke off",
  protocol: "not HTTP",
  refused: "address never allowed",
  file: "the file could not be read",
  file_changed: "the file changed or is gone",
  offline: "this computer was offline",
  interrupted: "cut off when the app ended",
  secret: "the secret could not be read",
};
