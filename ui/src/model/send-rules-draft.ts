import type { Order } from "../bindings/Order";
import type { Send } from "../bindings/Send";

/** The key that keeps order per file. */
export const PER_FILE = "{{ file.path }}";

export const ORDERS = ["any", "file", "key"] as const;
export const SPANS = ["s", "min", "h", "d"] as const;

const SECONDS = { s: 1, min: 60, h: 3600, d: 86_400 };

/** In which order a send's deliveries go, and for how long they are of use, as the form has it. */
export interface SendRulesDraft {
  order: (typeof ORDERS)[number];
  order_key: string;
  /** Empty means for ever. */
  useless_after: number | "";
  useless_unit: (typeof SPANS)[number];
}

/** The rules of a new send: each goes as soon as it can, and is of use for ever. */
export function newRules(): SendRulesDraft {
  return { order: "any", order_key: "", useless_after: "", useless_unit: "min" };
}

/** The form of rules that are there. */
export function rulesDraft({ order, useless_after_seconds: seconds }: Send): SendRulesDraft {
  const rules = newRules();
  if (order.type === "key") {
    rules.order = order.template === PER_FILE ? "file" : "key";
    rules.order_key = rules.order === "key" ? order.template : "";
  }
  if (seconds !== null) {
    const whole = [...SPANS].reverse().find((unit) => seconds % SECONDS[unit] === 0) ?? "s";
    rules.useless_unit = whole;
    rules.useless_after = seconds / SECONDS[whole];
  }
  return rules;
}

/** The rules of the form. */
export function rulesOf(draft: SendRulesDraft): Pick<Send, "order" | "useless_after_seconds"> {
  const { useless_after: after, useless_unit: unit } = draft;
  return {
    order: orderOf(draft),
    useless_after_seconds: after === "" ? null : after * SECONDS[unit],
  };
}

function orderOf({ order, order_key }: SendRulesDraft): Order {
  switch (order) {
    case "any":
      return { type: "any" };
    case "file":
      return { type: "key", template: PER_FILE };
    case "key":
      return { type: "key", template: order_key.trim() };
  }
}

/** The form's field that a problem of the rules is about, below its send. */
export function rulesField(own: string, draft: SendRulesDraft | undefined): string | null {
  if (own.startsWith("order")) return draft?.order === "key" ? "order_key" : "order";
  return own === "useless_after_seconds" ? "useless_after" : null;
}
