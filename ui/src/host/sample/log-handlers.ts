import { select } from "./selection";
import { type Handlers, refuse, type Stage } from "./stage";

type Commands =
  | "export_deliveries"
  | "save_deliveries"
  | "list_saved_filters"
  | "save_filter"
  | "delete_saved_filter";

/** What can be done with the log as a whole: files made of it, filters kept for it. */
export function logHandlers({ world }: Stage): Pick<Handlers, Commands> {
  return {
    export_deliveries: ({ chosen }) => {
      const deliveries = select(world, chosen);
      const text = deliveries.map((one) => `${JSON.stringify(one)}\n`).join("");
      return { text, count: deliveries.length, next: null };
    },
    save_deliveries: ({ chosen }) => ({ count: select(world, chosen).length, more: false }),
    list_saved_filters: () => world.filters,
    save_filter: ({ name, filter }) => {
      const wanted = name.trim();
      if (!wanted) refuse("refused", "Give this filter a name.");
      const others = world.filters.filter((one) => !same(one.name, wanted));
      world.filters = [...others, { name: wanted, filter }].sort((a, b) =>
        a.name.localeCompare(b.name, "en"),
      );
      return world.filters;
    },
    delete_saved_filter: ({ name }) => {
      world.filters = world.filters.filter((one) => !same(one.name, name));
      return world.filters;
    },
  };
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
