import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { FailReason } from "../../bindings/FailReason";

/** What a status usually means, as the runner says it. */
const MEANINGS: Record<number, string> = {
  401: "it refused our credentials",
  403: "it refused our credentials",
  404: "there is nothing at that path",
  500: "it has a fault of its own",
  503: "it is overloaded or down",
};

const isUsual = (status: number) => status >= 200 && status < 300;

/** What came of an answer that is no success, in one sentence. */
export function answered(host: string, status: number): string {
  if (isUsual(status)) {
    return `${host} answered ${status}, which does not count as success here.`;
  }
  const meaning = MEANINGS[status];
  return meaning ? `${host} answered ${status} (${meaning}).` : `${host} answered ${status}.`;
}

/** How a delivery stands and why, in the runner's words. */
export function sentence(delivery: DeliveryDetail): string {
  const { row, waits, event, attempts, successes } = delivery;
  const { state } = row;
  const gotThrough = successes.includes(attempts.at(-1)?.number ?? 0);
  const last = lastSays(delivery);
  switch (state.state) {
    case "succeeded":
      return last ? `Delivered: ${last}` : "Delivered.";
    case "failed":
      return `Not delivered: ${last ?? ""}${lastOne(state.reason)}`;
    case "held":
      return state.why === "runner_paused"
        ? "Held, because everything is paused. It is sent when you resume."
        : `Held, because ‘${row.destination_name}’ is paused. It is sent when you resume it.`;
    case "skipped":
      return state.reason.type === "condition"
        ? `Not sent, because the condition did not hold: ${state.reason.why}.`
        : `Not sent: ${state.reason.why}.`;
    case "cancelled":
      return "Stopped by hand before it was delivered.";
    case "pending":
      if (last && !gotThrough) return `Not delivered yet: ${last}`;
      if (waits?.for !== "earlier") return `Waiting to be sent to ${hostOf(delivery)}.`;
      return waits.key === event.data.path
        ? "Waiting, because an earlier one of the same file is not through yet."
        : `Waiting, because an earlier one with the same key ‘${waits.key}’ is not through yet.`;
  }
}

function lastSays(delivery: DeliveryDetail): string | null {
  const outcome = delivery.attempts.at(-1)?.outcome;
  if (!outcome) return null;
  if (outcome.type === "not_sent") return outcome.message;
  const [host, { status }] = [hostOf(delivery), outcome];
  if (delivery.row.state.state !== "succeeded") return answered(host, status);
  return isUsual(status)
    ? `${host} answered ${status}.`
    : `${host} answered ${status}, which counts as success here.`;
}

function lastOne(reason: FailReason): string {
  if (reason.type !== "exhausted" || reason.attempts === 1) return "";
  return ` That was attempt ${reason.attempts}, the last one.`;
}

function hostOf({ request, row }: DeliveryDetail): string {
  const url = request?.url ?? "";
  return URL.canParse(url) ? new URL(url).hostname : row.destination_name;
}
