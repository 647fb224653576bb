/** Every screen has an address behind the `#`, so that tray and notifications can open it. */

/** What Activity can be filtered by, as it stands in the address. */
export interface ActivityFilter {
  /** States, with a comma between them. */
  state: string | null;
  automation: string | null;
  destination: string | null;
  /** A span until now, such as `24h`. */
  time: string | null;
  since: string | null;
  until: string | null;
  /** `only` or `hidden`. */
  tests: string | null;
  /** Words to look for. */
  words: string | null;
}

/** What of the automations is shown, and in which order, as it stands in the address. */
export interface AutomationsView {
  search?: string | null;
  show?: string | null;
  kind?: string | null;
  sort?: string | null;
}

/** Nothing is left out. */
export const wholeLog: ActivityFilter = {
  state: null,
  automation: null,
  destination: null,
  time: null,
  since: null,
  until: null,
  tests: null,
  words: null,
};

/** Parts of a destination's form that something elsewhere leads to. */
export const DESTINATION_PARTS = ["secret", "access", "certificate"] as const;
export type DestinationPart = (typeof DESTINATION_PARTS)[number];

/** Where in the window a person is. */
export type Route =
  | { screen: "home" }
  | { screen: "map"; asList: boolean }
  | ({ screen: "automations" } & AutomationsView)
  | {
      screen: "automation";
      id: string | null;
      copyOf: string | null;
      /** The delivery whose event it is tried on. */
      event?: string | null;
      /** One more destination, which is not saved yet. */
      to?: string | null;
    }
  | ({ screen: "activity"; delivery: string | null } & ActivityFilter)
  | { screen: "destinations" }
  /** `at` names a part of the form that the keyboard is brought to. */
  | { screen: "destination"; id: string | null; at?: DestinationPart | null }
  | { screen: "inbox"; request: string | null }
  | { screen: "deleted" }
  | { screen: "settings"; section: string | null }
  /** `use` names the recipe whose questions are asked. */
  | { screen: "recipes"; use: string | null }
  | { screen: "first-run" };

/** Activity with nothing chosen. */
export const wholeActivity: Route & { screen: "activity" } = {
  screen: "activity",
  delivery: null,
  ...wholeLog,
};

const NEW = "new";
const VIEW = ["search", "show", "kind", "sort"] as const;

/** The route of a hash address; what is unknown leads to the first screen. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?");
  const [screen = "", id = ""] = path.split("/").map(decoded);
  const params = new URLSearchParams(query);
  if (screen === "automations" && id) {
    return {
      screen: "automation",
      id: id === NEW ? null : id,
      copyOf: params.get("copy"),
      event: params.get("event"),
      to: params.get("to") ?? undefined,
    };
  }
  if (screen === "automations") {
    const view = VIEW.flatMap((name) => {
      const value = params.get(name);
      return value ? [[name, value]] : [];
    });
    return { screen, ...Object.fromEntries(view) };
  }
  if (screen === "map") return { screen, asList: params.get("view") === "list" };
  if (screen === "activity") {
    return {
      screen,
      delivery: id || null,
      state: params.get("state"),
      automation: params.get("automation"),
      destination: params.get("destination"),
      time: params.get("time"),
      since: params.get("since"),
      until: params.get("until"),
      tests: params.get("tests"),
      words: params.get("words"),
    };
  }
  if (screen === "destinations") {
    if (!id) return { screen };
    const at = DESTINATION_PARTS.find((part) => part === params.get("at"));
    return { screen: "destination", id: id === NEW ? null : id, ...(at && { at }) };
  }
  if (screen === "deleted") return { screen };
  if (screen === "test-inbox") return { screen: "inbox", request: id || null };
  if (screen === "settings") return { screen, section: id || null };
  if (screen === "recipes") return { screen, use: id || null };
  if (screen === "first-run") return { screen };
  return { screen: "home" };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The hash address of a route. */
export function routeHref(route: Route): string {
  switch (route.screen) {
    case "home":
      return "#/home";
    case "map":
      return address("map", null, { view: route.asList ? "list" : null });
    case "automations":
      return address("automations", null, {
        search: route.search ?? null,
        show: route.show ?? null,
        kind: route.kind ?? null,
        sort: route.sort ?? null,
      });
    case "automation":
      return address("automations", route.id ?? NEW, {
        copy: route.copyOf,
        event: route.event ?? null,
        to: route.to ?? null,
      });
    case "activity": {
      const { screen, delivery, ...filter } = route;
      return address(screen, delivery, filter);
    }
    case "destinations":
      return "#/destinations";
    case "destination":
      return address("destinations", route.id ?? NEW, { at: route.at ?? null });
    case "deleted":
      return "#/deleted";
    case "inbox":
      return address("test-inbox", route.request);
    case "settings":
      return address("settings", route.section);
    case "recipes":
      return address("recipes", route.use);
    case "first-run":
      return "#/first-run";
  }
}

function address(
  screen: string,
  id: string | null,
  params: Record<string, string | null> = {},
): string {
  const set = Object.entries(params).filter((entry): entry is [string, string] => !!entry[1]);
  const query = new URLSearchParams(set).toString();
  return `#/${screen}${id ? `/${encodeURIComponent(id)}` : ""}${query ? `?${query}` : ""}`;
}
