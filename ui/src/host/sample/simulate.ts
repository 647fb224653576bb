import type { Attempt } from "../../bindings/Attempt";
import type { Automation } from "../../bindings/Automation";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { DeliveryState } from "../../bindings/DeliveryState";
import type { Destination } from "../../bindings/Destination";
import type { Event } from "../../bindings/Event";
import type { EventKind } from "../../bindings/EventKind";
import type { InboxRequest } from "../../bindings/InboxRequest";
import type { Outcome } from "../../bindings/Outcome";
import type { Retry } from "../../bindings/Retry";
import { USUAL_SUCCESS } from "../../model/send-draft";
import type { Counted } from "./history";
import { keepLess } from "./keep-less";
import { lineUp } from "./line";
import { contextOf, render, verdictOf } from "./render";
import { sentence } from "./sentence";
import { contains } from "./statuses";
import { sampleId, stamp, type World } from "./world";

/** Something that happens in the simulated world. */
export interface Happening {
  kind: EventKind;
  summary: string;
  data: Record<string, unknown>;
}

const PATIENT = [5, 300, 1800, 7200, 18_000, 36_000, 36_000];
const QUICK = [5, 30, 120, 360];

/** Seconds before each further try. */
export function delaysOf(retry: Retry): number[] {
  if (retry.type === "never") return [];
  if (retry.type === "own") return retry.delays_seconds;
  return retry.type === "quick" ? QUICK : PATIENT;
}

/** Which answers count as success, as each delivery has it from the settings of its time. */
const successOn = new WeakMap<DeliveryDetail, string>();

/** An event with its deliveries, which wait to be sent. They are put into the log. */
export function happen(
  world: World,
  automation: Automation,
  what: Happening,
  at: number,
): DeliveryDetail[] {
  const event = { id: sampleId("evt", at), automation: automation.id, at: stamp(at), ...what };
  const made = automation.settings.sends.map((send) => {
    const destination = world.destinations.find((one) => one.id === send.destination);
    if (!destination) throw new Error(`no destination ${send.destination}`);
    const delivery: DeliveryDetail = {
      row: {
        id: sampleId("dlv", at),
        state: startState(world, destination, at),
        automation: automation.id,
        automation_name: automation.settings.name,
        destination: destination.id,
        destination_name: destination.settings.name,
        kind: what.kind,
        summary: what.summary,
        created_at: stamp(at),
        attempts: 0,
        last_status: null,
        took_ms: null,
        resent: false,
        test: false,
        copy_of: null,
        behind: false,
      },
      sentence: "",
      event,
      request: render(automation.settings, send, destination, what, at),
      attempts: [],
      successes: [],
      attempts_allowed: 1 + delaysOf(send.retry).length,
      tries: [],
      condition: conditionSays(automation, event),
      moved_to: null,
      waits: null,
      useless_at: null,
    };
    successOn.set(delivery, send.success_on);
    lineUp(world, delivery, { settings: automation.settings, send, destination, what }, at);
    return say(delivery);
  });
  world.deliveries.unshift(...[...made].reverse());
  return made;
}

/** What let an event pass, as the runner would say it. */
function conditionSays({ settings }: Automation, event: Event): string | null {
  const { condition } = settings;
  return condition && verdictOf(condition, contextOf(settings, event, Date.parse(event.at))).why;
}

function startState(world: World, destination: Destination, at: number): DeliveryState {
  if (world.state.type === "paused") {
    return { state: "held", since: stamp(at), why: "runner_paused" };
  }
  if (destination.paused) return { state: "held", since: stamp(at), why: "destination_paused" };
  return { state: "pending", due_at: stamp(at) };
}

/** One attempt: the answer is looked up, and the delivery moves on. */
export function attempt(world: World, delivery: DeliveryDetail, at: number): void {
  const destination = world.destinations.find((one) => one.id === delivery.row.destination);
  const outcome = outcomeOf(world, delivery, destination, at);
  const total = outcome.type === "answered" ? 42 + (delivery.row.attempts % 3) * 17 : 15_000;
  const made: Attempt = {
    id: sampleId("att", at),
    delivery: delivery.row.id,
    number: delivery.row.attempts + 1,
    at: stamp(at),
    why: delivery.row.attempts === 0 ? "first" : delivery.row.resent ? "sent_again" : "retry",
    remote: outcome.type === "answered" ? "203.0.113.10:443" : null,
    phases: {
      name_ms: 2,
      connect_ms: Math.round(total * 0.1),
      wait_ms: Math.round(total * 0.9),
      read_ms: Math.round(total * 0.1),
      total_ms: total,
    },
    outcome,
  };
  delivery.attempts = [...delivery.attempts, made];
  delivery.row = {
    ...delivery.row,
    attempts: made.number,
    last_status: outcome.type === "answered" ? outcome.status : null,
    took_ms: total,
    state: nextState(delivery, made, at),
  };
  if (delivery.row.state.state === "succeeded") {
    delivery.successes = [...delivery.successes, made.number];
  }
  // A test counts nowhere.
  if (!delivery.row.test) world.counted.push(countedOf(delivery, at));
  keepLess(delivery, world.settings.storage);
  say(delivery);
}

function countedOf({ row, event }: DeliveryDetail, at: number): Counted {
  const sent = row.state.state === "succeeded";
  return {
    at,
    automation: row.automation,
    destination: row.destination,
    sent: sent ? 1 : 0,
    failed: row.state.state === "failed" ? 1 : 0,
    failedTries: sent ? 0 : 1,
    leftOut: 0,
    tookMs: Math.max(1, at - Date.parse(event.at)) + (row.took_ms ?? 0),
  };
}

/** What destinations answer, by the least status that it is answered with. */
const BODIES: [from: number, body: string][] = [
  [500, '{"error":"maintenance","message":"Stock is being counted.","retry":true}'],
  [400, '{"error":"unauthorized","message":"The signature was made with another secret."}'],
  [200, '{"ok":true}'],
];

function outcomeOf(
  world: World,
  delivery: DeliveryDetail,
  destination: Destination | undefined,
  at: number,
): Outcome {
  if (destination?.built_in) return inboxOutcome(world, delivery, at);
  const status = world.answers[delivery.row.destination] ?? 200;
  const body = BODIES.find(([from]) => status >= from)?.[1] ?? "";
  return {
    type: "answered",
    status,
    headers: [["content-type", "application/json"]],
    body,
    body_cut: false,
  };
}

function inboxOutcome(world: World, delivery: DeliveryDetail, at: number): Outcome {
  const answers = { ok: 200, slow: 200, error: 500, never: null, hang_up: null };
  const status = answers[world.inbox.answer];
  world.inbox.requests = [inboxRequest(delivery, status, at), ...world.inbox.requests].slice(
    0,
    200,
  );
  if (world.inbox.answer === "hang_up") {
    const message = "The connection broke off before an answer came.";
    return { type: "not_sent", fault: "reset", message };
  }
  if (status === null) {
    return { type: "not_sent", fault: "timeout", message: "No answer within 15 s." };
  }
  const headers: [string, string][] = [["content-type", "text/plain"]];
  return { type: "answered", status, headers, body: "", body_cut: false };
}

/** What the Test inbox keeps of a delivery. */
export function inboxRequest(
  delivery: DeliveryDetail,
  answered: number | null,
  at: number,
): InboxRequest {
  const body = delivery.request?.body ?? "";
  return {
    id: sampleId("inb", at),
    at: stamp(at),
    method: delivery.request?.method ?? "POST",
    target: "/test-inbox",
    headers: [
      ...(delivery.request?.headers ?? []),
      ["user-agent", "Hookloom/0.1.0"],
      ["webhook-id", delivery.row.id],
      ["webhook-timestamp", String(Math.floor(at / 1000))],
      ["webhook-signature", "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="],
    ],
    body,
    size: new TextEncoder().encode(body).length,
    signature: { type: "valid", signing: null },
    answered,
    took_ms: answered === null ? null : 2,
  };
}

function nextState(delivery: DeliveryDetail, made: Attempt, at: number): DeliveryState {
  const { outcome } = made;
  const counts = successOn.get(delivery) ?? USUAL_SUCCESS;
  if (outcome.type === "answered" && contains(counts, outcome.status)) {
    return { state: "succeeded", at: stamp(at) };
  }
  if (outcome.type === "answered" && outcome.status < 500) {
    return { state: "failed", at: stamp(at), reason: { type: "rejected", status: outcome.status } };
  }
  const delay = PATIENT[made.number - 1];
  if (made.number >= delivery.attempts_allowed || delay === undefined) {
    const reason = { type: "exhausted" as const, attempts: made.number };
    return { state: "failed", at: stamp(at), reason };
  }
  return { state: "pending", due_at: stamp(at + delay * 1000) };
}

/** Brings the sentence in line with the state, as the runner would. */
export function say(delivery: DeliveryDetail): DeliveryDetail {
  delivery.sentence = sentence(delivery);
  delivery.tries = triesOf(delivery);
  return delivery;
}

/** When it is tried if every attempt fails. */
function triesOf({ row, attempts_allowed }: DeliveryDetail): string[] {
  if (row.state.state !== "pending") return [];
  let at = Date.parse(row.state.due_at);
  const later = PATIENT.slice(row.attempts, attempts_allowed - 1).map((delay) => {
    at += delay * 1000;
    return stamp(at);
  });
  return [row.state.due_at, ...later];
}
