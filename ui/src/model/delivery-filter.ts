import type { DeliveryFilter } from "../bindings/DeliveryFilter";
import { type ActivityFilter, wholeLog } from "./route";
import { isState } from "./states";

/** Lets every delivery through. */
export const allDeliveries: DeliveryFilter = {
  states: [],
  automation: null,
  destination: null,
  last_seconds: null,
  since: null,
  until: null,
  tests: "all",
  search: "",
};

/** The spans that can be chosen, in seconds. */
export const SPANS = { "1h": 3600, "24h": 86_400, "7d": 604_800, "30d": 2_592_000 };

/** The name of a span. */
export type Span = keyof typeof SPANS;

/** Whether a text, as from an address, names a span. */
export function isSpan(text: string | null): text is Span {
  return text !== null && Object.hasOwn(SPANS, text);
}

/** The filter that an address means; what is unknown in it leaves nothing out. */
export function filterOf(address: ActivityFilter): DeliveryFilter {
  const { state, automation, destination, time, since, until, tests, words } = address;
  return {
    states: (state ?? "").split(",").filter(isState),
    automation,
    destination,
    last_seconds: isSpan(time) ? SPANS[time] : null,
    since: moment(since),
    until: moment(until),
    tests: tests === "only" ? "only" : tests === "hidden" ? "none" : "all",
    search: words ?? "",
  };
}

/** A filter as it stands in an address. */
export function addressOf(filter: DeliveryFilter, now: number): ActivityFilter {
  const { states, automation, destination, last_seconds, since, until, search } = filter;
  const tests = { all: null, only: "only", none: "hidden" }[filter.tests];
  const span = Object.entries(SPANS).find(([, seconds]) => seconds === last_seconds)?.[0] ?? null;
  const odd = last_seconds !== null && !span;
  return {
    ...wholeLog,
    state: states.join(",") || null,
    automation,
    destination,
    time: span,
    since: odd ? new Date(now - last_seconds * 1000).toISOString() : since,
    until,
    tests,
    words: search || null,
  };
}

/** Whether a filter leaves anything out. */
export function isNarrow(address: ActivityFilter): boolean {
  return Object.keys(wholeLog).some((key) => address[key as keyof ActivityFilter]);
}

function moment(text: string | null): string | null {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
