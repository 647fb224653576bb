/** Limits of an automation, below Only if. */

export const limits = {
  open: "Limits",
  remove: "No limits",
  none: "No limit",
  perMinute: "Send at most",
  perMinuteUnit: "per minute; extra ones wait",
  repeats: "Ignore repeats of the same file within",
};
