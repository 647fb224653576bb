import { describe, expect, test } from "vitest";
import type { Send } from "../bindings/Send";
import { newSend, sendField, sendSettings } from "./send-draft";
import { newRules, PER_FILE, rulesDraft, rulesOf } from "./send-rules-draft";

const send = (more: Partial<Send>): Send => ({
  ...sendSettings(newSend("dst_1"), "sends.0", []),
  ...more,
});

describe("the rules of a send", () => {
  test.each<[string, Partial<Send>]>([
    ["none", { order: { type: "any" }, useless_after_seconds: null }],
    ["order per file", { order: { type: "key", template: PER_FILE }, useless_after_seconds: 90 }],
    [
      "an own key",
      { order: { type: "key", template: "{{ data.id }}" }, useless_after_seconds: 600 },
    ],
    ["days", { order: { type: "any" }, useless_after_seconds: 172_800 }],
  ])("come back as they were: %s", (_, rules) => {
    expect(rulesOf(rulesDraft(send(rules)))).toEqual(rules);
  });

  test("tell a time in its largest whole unit", () => {
    const unit = (seconds: number) => rulesDraft(send({ useless_after_seconds: seconds }));
    expect(unit(90)).toMatchObject({ useless_after: 90, useless_unit: "s" });
    expect(unit(5400)).toMatchObject({ useless_after: 90, useless_unit: "min" });
    expect(unit(7200)).toMatchObject({ useless_after: 2, useless_unit: "h" });
  });

  test("are pointed at where they are wrong", () => {
    const ordered = { ...newSend("dst_1"), ...newRules(), order: "key" as const };
    expect(sendField("sends.0.order.template", [ordered])).toBe("sends.0.order_key");
    expect(sendField("sends.0.order.template", [{ ...ordered, order: "file" }])).toBe(
      "sends.0.order",
    );
    expect(sendField("sends.0.useless_after_seconds", [ordered])).toBe("sends.0.useless_after");
  });
});
