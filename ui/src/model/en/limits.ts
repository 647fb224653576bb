/** Limits of an automation, below Only if, and of a destination. */

import type { WhenFull } from "../../bindings/WhenFull";

export const limits = {
  open: "Add limits",
  about: "Limits",
  remove: "Remove limits",
  none: "No limit",
  perMinute: "Send at most",
  perMinuteUnit: "per minute; extra ones wait",
  repeats: "Ignore repeats of the same file within",
  toDestination: "Send at most",
  toDestinationUnit: "per minute",
  toDestinationHint: "Tries of all automations count together; further ones wait.",
  waiting: "Waiting at most",
  waitingUnit: "deliveries",
  waitingHint: "Held deliveries count, too, and those that wait for another try.",
  full: "When that many wait",
  whenFull: {
    skip_new: "Skip the new one",
    skip_oldest: "Skip the oldest",
  } satisfies Record<WhenFull, string>,
  fullHints: {
    skip_new: "Activity shows it as skipped, and you can send it from there.",
    skip_oldest: "The oldest that was never tried. If all were tried, the new one.",
  } satisfies Record<WhenFull, string>,
};
