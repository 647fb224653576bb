import type { QueryClient, QueryKey } from "@tanstack/react-query";
import type { Change } from "../bindings/Change";
import type { Host } from "../host/host";
import { whenBack } from "./host";
import { keys } from "./queries";

/** At most ten updates of the screens a second, however much the runner does. */
const BATCH_MS = 100;

/** Reads again what a change says is no longer as it was. Returns how to stop. */
export function followChanges(host: Host, client: QueryClient): () => void {
  const stale = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let everything = false;

  const flush = () => {
    timer = undefined;
    if (everything) void client.invalidateQueries();
    else for (const queryKey of stale.values()) void client.invalidateQueries({ queryKey });
    everything = false;
    stale.clear();
  };
  const later = () => {
    timer ??= setTimeout(flush, BATCH_MS);
  };

  const stopChanges = host.changes((change) => {
    if (change.type === "missed") everything = true;
    for (const key of staleKeys(change)) stale.set(JSON.stringify(key), key);
    later();
  });
  const stopConnection = whenBack(host, () => {
    everything = true;
    later();
  });

  return () => {
    stopChanges();
    stopConnection();
    clearTimeout(timer);
  };
}

/** What may no longer be true after a change. */
function staleKeys(change: Change): QueryKey[] {
  switch (change.type) {
    case "automation":
      return [keys.automations, keys.destinations, keys.lastEvent(change.id)];
    case "destination":
      return [keys.destinations];
    case "delivery":
      return [keys.delivery(change.id), keys.automations, keys.destinations];
    case "undo":
      return [keys.undo, keys.deleted];
    case "inbox":
      return [keys.inbox];
    case "status":
      return [keys.status];
    case "missed":
    case "ending":
    case "show_window":
      return [];
  }
}
