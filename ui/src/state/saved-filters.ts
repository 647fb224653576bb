import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { DeliveryFilter } from "../bindings/DeliveryFilter";
import type { SavedFilter } from "../bindings/SavedFilter";
import { words } from "../model/en";
import { useCommand } from "./command";
import { useHost } from "./host";
import { keys } from "./queries";
import { say } from "./toast";

/** The filters of the log that were kept, and how to keep and forget them. */
export function useSavedFilters() {
  const host = useHost();
  const client = useQueryClient();
  const { run, busy } = useCommand();
  const { data } = useQuery({
    queryKey: keys.savedFilters,
    queryFn: () => host.call({ type: "list_saved_filters" }),
  });
  const remember = (filters: SavedFilter[]) => client.setQueryData(keys.savedFilters, filters);

  const save = async (name: string, filter: DeliveryFilter) => {
    const filters = await run({ type: "save_filter", name, filter });
    if (!filters) return false;
    remember(filters);
    say(words.activity.filterSaved(name.trim()));
    return true;
  };
  const forget = async (name: string) => {
    const filters = await run({ type: "delete_saved_filter", name });
    if (!filters) return;
    remember(filters);
    say(words.activity.filterForgotten(name));
  };
  return { filters: data ?? [], save, forget, busy };
}
