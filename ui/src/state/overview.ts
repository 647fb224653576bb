import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Away } from "../bindings/Away";
import type { Span } from "../bindings/Span";
import { useConnection, useHost } from "./host";
import { keys } from "./queries";

/** Days begin and hours pass without anything being told. */
const ANEW_MS = 60_000;

/** How everything is. */
export function useOverview() {
  const host = useHost();
  return useQuery({
    queryKey: keys.overview,
    queryFn: () => host.call({ type: "get_overview" }),
    refetchInterval: ANEW_MS,
  });
}

/** What happened over time. The last answer stays until the next one is there. */
export function useSeries(span: Span) {
  const host = useHost();
  return useQuery({
    queryKey: keys.series(span),
    queryFn: () => host.call({ type: "get_series", span }),
    placeholderData: (last) => last,
    refetchInterval: ANEW_MS,
  });
}

let told: Away | null = null;
const listeners = new Set<(away: Away | null) => void>();

function tell(away: Away | null): void {
  told = away;
  for (const listener of listeners) listener(away);
}

/** Lets the runner know that somebody is looking, as long as somebody is. */
export function useBeingThere(): void {
  const host = useHost();
  const connected = useConnection().state === "connected";
  useEffect(() => {
    if (!connected) return;
    const look = async () => {
      if (document.hidden) return;
      // That it is not known is no reason to disturb anybody.
      const away = await host.call({ type: "catch_up" }).catch(() => null);
      if (away) tell(away);
    };
    void look();
    const timer = setInterval(look, ANEW_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [host, connected]);
}

/** What happened while nobody looked, until it is put away. */
export function useAway(): [away: Away | null, putAway: () => void] {
  const [away, setAway] = useState(told);
  useEffect(() => {
    listeners.add(setAway);
    setAway(told);
    return () => {
      listeners.delete(setAway);
    };
  }, []);
  return [away, () => tell(null)];
}
