import type { DeliveryDetail } from "../bindings/DeliveryDetail";
import type { DestinationPart } from "./route";

/** What of the destination's settings would let a delivery through. */
export type Mend = "certificate" | "credentials" | "access" | "secret";

/** Which part of the destination's form each of them is in. */
export const MENDED_AT: Record<Mend, DestinationPart> = {
  certificate: "certificate",
  credentials: "secret",
  access: "access",
  secret: "secret",
};

/** What the last attempt says should be looked at. Nothing once the delivery got through. */
export function mendOf({ row, attempts }: Pick<DeliveryDetail, "row" | "attempts">): Mend | null {
  const outcome = attempts.at(-1)?.outcome;
  if (!outcome || row.state.state === "succeeded") return null;
  if (outcome.type === "answered") {
    return outcome.status === 401 || outcome.status === 403 ? "credentials" : null;
  }
  switch (outcome.fault) {
    case "tls":
      return "certificate";
    case "access":
    case "secret":
      return outcome.fault;
    default:
      return null;
  }
}
