import type { AutomationRow } from "../bindings/AutomationRow";
import type { StateName } from "../bindings/StateName";
import { words } from "./en";
import { ago, moment } from "./time";

/** The look of a state: each has its own shape and colour. */
export type Tone = "sent" | "waiting" | "failed" | "skipped" | "held" | "stopped";

const TONES: Record<StateName, Tone> = {
  pending: "waiting",
  held: "held",
  succeeded: "sent",
  failed: "failed",
  skipped: "skipped",
  cancelled: "stopped",
};

/** How a delivery's state looks. */
export function toneOf(state: StateName): Tone {
  return TONES[state];
}

/** How the way of an automation is: colour and dash of its thread. */
export type Health = "sent" | "waiting" | "failed" | "held" | "idle";

/** How an automation is doing, for its row. */
export interface Result {
  /** Nothing when there is nothing to mark. */
  tone: Tone | null;
  text: string;
  health: Health;
}

const RECENT_MS = 3_600_000;

/** What an automation's row says at its end. What keeps it from working comes first. */
export function resultOf({ trigger, last }: AutomationRow, now: number): Result {
  if (trigger.type === "broken") return { tone: "failed", text: trigger.message, health: "idle" };
  if (trigger.type === "off") return { tone: null, text: words.automations.isOff, health: "idle" };
  if (!last) {
    const starting = trigger.type === "starting";
    const text = starting ? words.automations.starting : words.automations.neverRan;
    return { tone: null, text, health: "idle" };
  }
  const at = moment(last.at, now);
  switch (last.state) {
    case "succeeded": {
      const recent = now - Date.parse(last.at) < RECENT_MS;
      const text = recent
        ? words.automations.sentAgo(ago(last.at, now))
        : words.automations.sentAt(at);
      return { tone: "sent", text, health: "sent" };
    }
    case "pending": {
      const due = Date.parse(last.at) <= now;
      const text = due ? words.automations.onItsWay : words.automations.retrying(at);
      return { tone: "waiting", text, health: "waiting" };
    }
    case "failed": {
      const text = last.status
        ? words.automations.failedWith(at, last.status)
        : words.automations.failed(at);
      return { tone: "failed", text, health: "failed" };
    }
    case "held":
      return { tone: "held", text: words.automations.held(at), health: "held" };
    case "skipped":
      return { tone: "skipped", text: words.automations.skipped(at), health: "sent" };
    case "cancelled":
      return { tone: "stopped", text: words.automations.stopped(at), health: "idle" };
  }
}
