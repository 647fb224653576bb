/** The Test inbox. */

import type { InboxAnswer } from "../../bindings/InboxAnswer";
import { count } from "./format";

export const inbox = {
  title: "Test inbox",
  count: (n: number) => `${n}, the last 200 are kept`,
  answerWith: "Answer with",
  answers: {
    ok: "200",
    error: "500",
    slow: "Slow",
    never: "Never",
    hang_up: "Hang up",
  } satisfies Record<InboxAnswer, string>,
  answered: (how: string) => `The Test inbox now answers: ${how}.`,
  clear: "Clear",
  clearTitle: "Clear the Test inbox?",
  clearWords: (n: number) => `${count(n, "request is", "requests are")} forgotten.`,
  clearVerb: (n: number) => `Forget ${count(n, "request", "requests")}`,
  sendTo: "Send anything to",
  copyAddress: "Copy",
  copyCurl: "Copy a cURL example",
  noAddress: "The Test inbox can’t be reached at the moment.",
  emptyTitle: "Nothing received yet",
  emptyWords:
    "This is a receiver built into the app. Send an automation here, and look at what arrives.",
  list: "Requests, newest first",
  valid: "Valid",
  notValid: "Not valid",
  unsigned: "Not signed",
  signatureValid: "Signature valid",
  signatureValidAs: (signing: string) => `Signature valid, ${signing}`,
  signatureNotValid: "Signature not valid",
  received: (time: string, size: string, status: number | null, took: string | null) => {
    if (status === null) return `Received ${time}, ${size}, not answered.`;
    if (took === null) return `Received ${time}, ${size}, answered ${status}.`;
    return `Received ${time}, ${size}, answered ${status} in ${took}.`;
  },
  tabs: { body: "Body", headers: (n: number) => `Headers ${n}`, raw: "Raw" },
  rawRequest: "The request as it came",
  copyBody: "Copy the body",
  body: "Content of the request",
  bytes: (n: number) => count(n, "byte", "bytes"),
  pending: "open",
};
