import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Map as MapView } from "../bindings/Map";
import type { MapPlace } from "../bindings/MapPlace";
import { useCommand } from "./command";
import { useHost } from "./host";
import { keys } from "./queries";

/** Hours pass without anything being told. */
const ANEW_MS = 60_000;

/** What goes where, and where boxes were put. */
export function useMap() {
  const host = useHost();
  return useQuery({
    queryKey: keys.map,
    queryFn: () => host.call({ type: "get_map" }),
    refetchInterval: ANEW_MS,
  });
}

/** Remembers where boxes are put. They stand there at once. */
export function useArrange(): (places: MapPlace[]) => Promise<boolean> {
  const client = useQueryClient();
  const { run } = useCommand();
  return async (places) => {
    client.setQueryData<MapView>(keys.map, (map) => map && { ...map, places });
    const kept = await run({ type: "arrange_map", places });
    if (!kept) void client.invalidateQueries({ queryKey: keys.map });
    return kept !== undefined;
  };
}
