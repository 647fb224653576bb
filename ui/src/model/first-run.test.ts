import { describe, expect, test } from "vitest";
import type { AutomationRow } from "../bindings/AutomationRow";
import type { DeliveryDetail } from "../bindings/DeliveryDetail";
import type { DeliveryState } from "../bindings/DeliveryState";
import type { InboxRequest } from "../bindings/InboxRequest";
import type { TriggerStatus } from "../bindings/TriggerStatus";
import { progressOf, receivedOf, shownSeconds, tookOf } from "./first-run";

const at = "2026-11-26T14:28:10.700Z";
const ready: TriggerStatus = { type: "ready", next_at: null, address: null, note: null };

function row(trigger: TriggerStatus): AutomationRow {
  return { trigger } as AutomationRow;
}

function delivery(state: DeliveryState, attempts = 0): DeliveryDetail {
  return {
    row: { id: "dlv_1", state, attempts },
    event: { kind: "file.added", at, data: { modified: "2026-11-26T14:28:09.400Z" } },
  } as unknown as DeliveryDetail;
}

function request(type: "valid" | "invalid"): InboxRequest {
  const headers = [["Webhook-Id", "dlv_1"]];
  return { at, headers, signature: { type, why: "No." } } as unknown as InboxRequest;
}

const sent: DeliveryState = { state: "succeeded", at };
const waiting: DeliveryState = { state: "pending", due_at: at };

describe("the checklist", () => {
  test.each([
    ["nothing is ready", row({ type: "starting" }), null, null, "now later later later"],
    [
      "the folder is gone",
      row({ type: "broken", message: "" }),
      null,
      null,
      "failed later later later",
    ],
    ["it watches", row(ready), null, null, "done now later later"],
    ["something was seen", row(ready), delivery(waiting), null, "done done now later"],
    ["it is tried again", row(ready), delivery(waiting, 1), null, "done done failed later"],
    ["it was sent", row(ready), delivery(sent, 1), null, "done done done now"],
    ["it was received", row(ready), delivery(sent, 1), request("valid"), "done done done done"],
    ["it was forged", row(ready), delivery(sent, 1), request("invalid"), "done done done failed"],
    [
      "it is off by now",
      row({ type: "off" }),
      delivery(sent, 1),
      request("valid"),
      "done done done done",
    ],
  ])("when %s", (_, automation, made, got, expected) => {
    const { ready, seen, sent, received } = progressOf(automation, made, got);
    expect([ready, seen, sent, received].join(" ")).toBe(expected);
  });
});

test("the time is counted from when the file was written", () => {
  expect(tookOf(delivery(sent), request("valid"))).toBe(1300);
});

test("a request is known by the delivery's id, however the header is written", () => {
  const inbox = { address: null, answer: "ok" as const, requests: [request("valid")] };
  expect(receivedOf(inbox, "dlv_1")).not.toBeNull();
  expect(receivedOf(inbox, "dlv_2")).toBeNull();
});

test("short times have hundredths", () => {
  expect([12, 999, 1300, 61_000].map(shownSeconds)).toEqual(["0.01", "1.00", "1.3", "61.0"]);
});
