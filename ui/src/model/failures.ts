import type { Tally } from "../bindings/Tally";

/**
 * What failed in a stretch of time: attempts, or what was given up without one that was to blame,
 * such as when its file was missing.
 */
export function failures({ failed, failed_tries }: Pick<Tally, "failed" | "failed_tries">): number {
  return Math.max(failed, failed_tries);
}
