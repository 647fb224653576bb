import type { QueryClient, QueryKey } from "@tanstack/react-query";
import type { Change } from "../bindings/Change";
import type { Host } from "../host/host";
import { whenBack } from "./host";
import { keys } from "./queries";

/** At most ten updates of the screens a second, however much the runner does. */
const BATCH_MS = 100;

/** What sums up many deliveries is read again less often: nobody follows it faster. */
const REST_MS = 500;

/** Reads again what a change says is no longer as it was. Returns how to stop. */
export function followChanges(host: Host, client: QueryClient): () => void {
  const one = batch(client, BATCH_MS);
  const many = batch(client, REST_MS);
  let everything: ReturnType<typeof setTimeout> | undefined;

  const readEverything = () => {
    one.drop();
    many.drop();
    everything ??= setTimeout(() => {
      everything = undefined;
      void client.invalidateQueries();
    }, BATCH_MS);
  };

  const stopChanges = host.changes((change) => {
    if (change.type === "missed") return readEverything();
    one.add(staleKeys(change));
    many.add(staleSums(change));
  });
  const stopConnection = whenBack(host, readEverything);

  return () => {
    stopChanges();
    stopConnection();
    clearTimeout(everything);
    one.drop();
    many.drop();
  };
}

/**
 * Collects what is stale and has it read again: soon after the first change, and then no more
 * often than every `rest` milliseconds.
 */
function batch(client: QueryClient, rest: number) {
  const stale = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;

  const flush = () => {
    timer = undefined;
    last = Date.now();
    for (const queryKey of stale.values()) void client.invalidateQueries({ queryKey });
    stale.clear();
  };
  return {
    add: (queryKeys: QueryKey[]) => {
      if (queryKeys.length === 0) return;
      for (const key of queryKeys) stale.set(JSON.stringify(key), key);
      timer ??= setTimeout(flush, Math.max(BATCH_MS, last + rest - Date.now()));
    },
    drop: () => {
      clearTimeout(timer);
      timer = undefined;
      stale.clear();
    },
  };
}

/** What may no longer be true after a change. */
function staleKeys(change: Change): QueryKey[] {
  switch (change.type) {
    case "automation":
      return [keys.automations, keys.destinations, keys.samples, keys.firstRun];
    case "destination":
      return [keys.destinations];
    case "delivery":
      return [keys.delivery(change.id)];
    case "undo":
      return [keys.undo, keys.deleted];
    case "inbox":
      return [keys.inbox];
    case "settings":
      return [keys.settings];
    case "storage":
      return [keys.storage];
    case "status":
      return [keys.status];
    case "missed":
    case "ending":
    case "show_window":
      return [];
  }
}

/** What sums up things of which one has changed. */
function staleSums(change: Change): QueryKey[] {
  switch (change.type) {
    case "delivery":
      return [
        keys.status,
        keys.automations,
        keys.destinations,
        keys.overview,
        keys.allSeries,
        keys.map,
      ];
    case "automation":
    case "destination":
    case "status":
      return [keys.overview, keys.map];
    case "settings":
    case "storage":
    case "undo":
      return [keys.map];
    case "inbox":
    case "missed":
    case "ending":
    case "show_window":
      return [];
  }
}
