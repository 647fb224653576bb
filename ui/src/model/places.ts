import type { IconName } from "../components/shared/icon-shapes";
import { words } from "./en";
import { type Route, wholeActivity } from "./route";

/** A place in the rail. */
export interface Place {
  to: Route;
  /** The screens that belong to this place. */
  screens: Route["screen"][];
  icon: IconName;
  label: string;
  /** Stands apart, at the bottom. */
  last?: boolean;
}

/** The places of the window in the order of the rail, which is also that of their numbers. */
export const places: Place[] = [
  { to: { screen: "home" }, screens: ["home", "first-run"], icon: "home", label: words.shell.home },
  {
    to: { screen: "automations" },
    screens: ["automations", "automation", "deleted"],
    icon: "loom",
    label: words.shell.automations,
  },
  { to: { screen: "map", asList: false }, screens: ["map"], icon: "map", label: words.shell.map },
  {
    to: wholeActivity,
    screens: ["activity"],
    icon: "activity",
    label: words.shell.activity,
  },
  {
    to: { screen: "destinations" },
    screens: ["destinations", "destination"],
    icon: "destination",
    label: words.shell.destinations,
  },
  {
    to: { screen: "inbox", request: null },
    screens: ["inbox"],
    icon: "inbox",
    label: words.shell.inbox,
  },
  {
    to: { screen: "recipes", use: null },
    screens: ["recipes"],
    icon: "recipes",
    label: words.shell.recipes,
  },
  {
    to: { screen: "settings", section: null },
    screens: ["settings"],
    icon: "settings",
    label: words.shell.settings,
    last: true,
  },
];
