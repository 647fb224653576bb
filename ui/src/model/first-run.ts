import type { AutomationRow } from "../bindings/AutomationRow";
import type { DeliveryDetail } from "../bindings/DeliveryDetail";
import type { Inbox } from "../bindings/Inbox";
import type { InboxRequest } from "../bindings/InboxRequest";
import { decimals } from "./en/format";
import type { TriggerKind } from "./sample-event";

/** The kinds of trigger that the first run offers. */
export const FIRST_KINDS = ["file", "schedule", "inbound"] as const;

/** One of them. */
export type FirstKind = (typeof FIRST_KINDS)[number];

/** Where a step of the first run stands. */
export type StepState = "done" | "now" | "later" | "failed";

/** How far the first automation has come. */
export interface Progress {
  ready: StepState;
  seen: StepState;
  sent: StepState;
  received: StepState;
}

/** The kind that the first run speaks of; whatever else it became by hand is like a schedule. */
export function firstKind(kind: TriggerKind): FirstKind {
  return kind === "manual" ? "schedule" : kind;
}

/** How far it has come, from what the runner says: nothing is assumed. */
export function progressOf(
  row: AutomationRow,
  delivery: DeliveryDetail | null,
  request: InboxRequest | null,
): Progress {
  const ready = readyOf(row, delivery);
  const seen: StepState = delivery ? "done" : ready === "done" ? "now" : "later";
  const sent = sentOf(delivery);
  const valid = request?.signature.type === "valid";
  const received: StepState =
    sent !== "done" ? "later" : request ? (valid ? "done" : "failed") : "now";
  return { ready, seen, sent, received };
}

function readyOf({ trigger }: AutomationRow, delivery: DeliveryDetail | null): StepState {
  if (trigger.type === "ready" || delivery) return "done";
  return trigger.type === "starting" ? "now" : "failed";
}

function sentOf(delivery: DeliveryDetail | null): StepState {
  if (!delivery) return "later";
  switch (delivery.row.state.state) {
    case "succeeded":
      return "done";
    case "pending":
    case "held":
      return delivery.row.attempts > 0 ? "failed" : "now";
    default:
      return "failed";
  }
}

/** What the Test inbox got of a delivery. */
export function receivedOf(inbox: Inbox, delivery: string): InboxRequest | null {
  const isIt = ([name, value]: [string, string]) =>
    name.toLowerCase() === "webhook-id" && value === delivery;
  return inbox.requests.find((request) => request.headers.some(isIt)) ?? null;
}

/** From the moment when it happened to the one when it was received, in milliseconds. */
export function tookOf(delivery: DeliveryDetail, request: InboxRequest): number {
  return Math.max(0, Date.parse(request.at) - happenedAt(delivery));
}

function happenedAt({ event }: DeliveryDetail): number {
  const told = event.kind.startsWith("file.")
    ? event.data.modified
    : event.kind === "schedule.due"
      ? event.data.due_at
      : undefined;
  const at = typeof told === "string" ? Date.parse(told) : Number.NaN;
  return Number.isNaN(at) ? Date.parse(event.at) : at;
}

/** Seconds as one says them: short ones to the hundredth, longer ones to the tenth. */
export function shownSeconds(millis: number): string {
  return decimals(millis / 1000, millis < 1000 ? 2 : 1);
}
