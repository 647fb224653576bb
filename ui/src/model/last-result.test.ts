import { describe, expect, test } from "vitest";
import type { AutomationRow } from "../bindings/AutomationRow";
import type { LastResult } from "../bindings/LastResult";
import type { StateName } from "../bindings/StateName";
import type { TriggerStatus } from "../bindings/TriggerStatus";
import { resultOf } from "./last-result";

const now = new Date(2026, 10, 23, 14, 28, 10).getTime();
const ready: TriggerStatus = { type: "ready", next_at: null, address: null, note: null };

function result(trigger: TriggerStatus, last: LastResult | null) {
  return resultOf({ trigger, last } as AutomationRow, now);
}

function last(state: StateName, agoMs: number, status: number | null = null): LastResult {
  return { delivery: "dlv_1", state, at: new Date(now - agoMs).toISOString(), status };
}

const minute = 60_000;

describe("an automation's last result", () => {
  test.each<[StateName, number, number | null, string, string, string]>([
    ["succeeded", 5000, 200, "sent", "Sent 5 s ago", "sent"],
    ["succeeded", 12 * 60 * minute, 200, "sent", "Sent 02:28", "sent"],
    ["pending", -4 * minute, 503, "waiting", "Retrying, next 14:32", "waiting"],
    ["pending", 0, null, "waiting", "On its way", "waiting"],
    ["failed", 160 * minute, 401, "failed", "Failed 11:48 · 401", "failed"],
    ["failed", 160 * minute, null, "failed", "Failed 11:48", "failed"],
    ["held", 18 * minute, null, "held", "Held since 14:10", "held"],
    ["skipped", 86 * minute, null, "skipped", "Skipped 13:02", "sent"],
    ["cancelled", minute, null, "stopped", "Stopped 14:27", "idle"],
  ])("%s, %d ms ago, with %s, is %s", (state, agoMs, status, tone, text, health) => {
    expect(result(ready, last(state, agoMs, status))).toEqual({ tone, text, health });
  });

  test("gives way to what keeps the trigger from working", () => {
    const broken: TriggerStatus = { type: "broken", message: "Folder not found." };
    expect(result(broken, last("succeeded", 0))).toEqual({
      tone: "failed",
      text: "Folder not found.",
      health: "idle",
    });
  });

  test("is nothing while it is off or never ran", () => {
    expect(result({ type: "off" }, last("succeeded", 0)).text).toBe("Off");
    expect(result(ready, null).text).toBe("Not run yet");
    expect(result({ type: "starting" }, null).text).toBe("Starting");
  });
});
