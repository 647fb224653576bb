import { QueryClient, useQuery } from "@tanstack/react-query";
import type { DestinationRow } from "../bindings/DestinationRow";
import { allDeliveries } from "../model/delivery-filter";
import { newest } from "../model/log";
import { useHost } from "./host";

/** Under which keys answers of the runner are kept. */
export const keys = {
  status: ["status"],
  automations: ["automations"],
  destinations: ["destinations"],
  inbox: ["inbox"],
  settings: ["settings"],
  storage: ["storage"],
  undo: ["undo"],
  deleted: ["deleted"],
  overview: ["overview"],
  /** All that is counted over time. */
  allSeries: ["series"],
  series: (span: string) => ["series", span],
  map: ["map"],
  recipes: ["recipes"],
  firstRun: ["first-run"],
  savedFilters: ["saved-filters"],
  delivery: (id: string) => ["delivery", id],
  samples: ["samples"],
};

/**
 * Answers stay fresh until a change says otherwise, and stay readable while the runner is away:
 * it is asked again when it is back.
 */
export function queryClient(): QueryClient {
  const always = { networkMode: "always", retry: false } as const;
  return new QueryClient({
    defaultOptions: {
      queries: { ...always, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
      mutations: always,
    },
  });
}

/** How the runner is. */
export function useStatus() {
  const host = useHost();
  return useQuery({ queryKey: keys.status, queryFn: () => host.call({ type: "status" }) });
}

/** All automations. */
export function useAutomations() {
  const host = useHost();
  return useQuery({
    queryKey: keys.automations,
    queryFn: () => host.call({ type: "list_automations" }),
  });
}

/** All destinations. */
export function useDestinations() {
  const host = useHost();
  return useQuery({
    queryKey: keys.destinations,
    queryFn: () => host.call({ type: "list_destinations" }),
  });
}

/** What destinations are called, by id: the same object as long as none gets another name. */
export function useDestinationNames(): Record<string, string> {
  const host = useHost();
  const names = useQuery({
    queryKey: keys.destinations,
    queryFn: () => host.call({ type: "list_destinations" }),
    select: namesOf,
  });
  return names.data ?? NO_NAMES;
}

const NO_NAMES: Record<string, string> = {};

function namesOf(rows: DestinationRow[]): Record<string, string> {
  return Object.fromEntries(
    rows.map(({ destination }) => [destination.id, destination.settings.name]),
  );
}

/** How many deliveries a destination's page shows. */
const RECENT = 6;

/** What went to a destination last. It is read again whenever destinations are. */
export function useRecentDeliveries(destination: string) {
  const host = useHost();
  return useQuery({
    queryKey: [...keys.destinations, "recent", destination],
    queryFn: async () => {
      const filter = { ...allDeliveries, destination };
      const page = await host.call({ type: "list_deliveries", filter, ...newest(RECENT) });
      return page.rows;
    },
  });
}

/** The Test inbox. */
export function useInbox() {
  const host = useHost();
  return useQuery({ queryKey: keys.inbox, queryFn: () => host.call({ type: "get_inbox" }) });
}

/** What a person chose for the app as a whole. */
export function useSettings() {
  const host = useHost();
  return useQuery({ queryKey: keys.settings, queryFn: () => host.call({ type: "get_settings" }) });
}

/** How large the log is. */
export function useStorage() {
  const host = useHost();
  return useQuery({ queryKey: keys.storage, queryFn: () => host.call({ type: "get_storage" }) });
}

/** What was done and can be taken back, newest first. */
export function useUndoLog() {
  const host = useHost();
  return useQuery({ queryKey: keys.undo, queryFn: () => host.call({ type: "list_undo" }) });
}

/** What was deleted and can be had back. */
export function useDeleted() {
  const host = useHost();
  return useQuery({ queryKey: keys.deleted, queryFn: () => host.call({ type: "list_deleted" }) });
}

/** The recipes that come with the app; they never change while it runs. */
export function useRecipes() {
  const host = useHost();
  return useQuery({ queryKey: keys.recipes, queryFn: () => host.call({ type: "list_recipes" }) });
}

/** How far one is with the first run. */
export function useFirstRun() {
  const host = useHost();
  return useQuery({ queryKey: keys.firstRun, queryFn: () => host.call({ type: "get_first_run" }) });
}

/** One delivery with all that is known of it; nothing of none. */
export function useDelivery(id: string | null) {
  const host = useHost();
  return useQuery({
    queryKey: keys.delivery(id ?? ""),
    enabled: id !== null,
    queryFn: () => host.call({ type: "get_delivery", id: id ?? "" }),
  });
}
