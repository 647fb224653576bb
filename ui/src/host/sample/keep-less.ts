import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { StorageSettings } from "../../bindings/StorageSettings";

const MASK = "••••";

/** Leaves of a delivery that got through what the settings let be kept. */
export function keepLess(delivery: DeliveryDetail, settings: StorageSettings): void {
  const { keep_bodies, redact } = settings;
  if ((keep_bodies && redact.length === 0) || delivery.row.state.state !== "succeeded") return;
  const names = [...redact, ...(keep_bodies ? [] : ["body", "content"])];
  const hidden = new Set(names.map((name) => name.toLowerCase()));
  const masked = (text: string) => JSON.stringify(mask(JSON.parse(text), hidden));
  const { request, event } = delivery;
  delivery.event = { ...event, data: mask(event.data, hidden) as Record<string, unknown> };
  delivery.request =
    request && keep_bodies ? { ...request, body: request.body && masked(request.body) } : null;
  if (keep_bodies) return;
  delivery.attempts = delivery.attempts.map((attempt) =>
    attempt.outcome.type === "answered"
      ? { ...attempt, outcome: { ...attempt.outcome, body: "", body_cut: true } }
      : attempt,
  );
}

function mask(value: unknown, hidden: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((inner) => mask(inner, hidden));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      hidden.has(name.toLowerCase()) ? MASK : mask(inner, hidden),
    ]),
  );
}
