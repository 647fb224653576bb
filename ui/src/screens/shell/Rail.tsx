import { Icon } from "../../components/shared/Icon";
import type { IconName } from "../../components/shared/icon-shapes";
import { words } from "../../model/en";
import { type Route, routeHref, wholeActivity } from "../../model/route";
import { useDestinations, useStatus } from "../../state/queries";
import { useRoute } from "../../state/route";
import css from "./Shell.module.css";

interface Place {
  to: Route;
  /** The screens that belong to this place. */
  screens: Route["screen"][];
  icon: IconName;
  label: string;
  count?: number;
  failed?: number;
}

/** The way from screen to screen. */
export function Rail() {
  const route = useRoute();
  const status = useStatus().data;
  const destinations = useDestinations().data;
  const places: Place[] = [
    { to: { screen: "home" }, screens: ["home"], icon: "home", label: words.shell.home },
    {
      to: { screen: "automations" },
      screens: ["automations", "automation"],
      icon: "loom",
      label: words.shell.automations,
      count: status?.automations,
    },
    {
      to: wholeActivity,
      screens: ["activity"],
      icon: "activity",
      label: words.shell.activity,
      failed: status?.failed_24h,
    },
    {
      to: { screen: "destinations" },
      screens: ["destinations", "destination"],
      icon: "destination",
      label: words.shell.destinations,
      count: destinations?.length,
    },
    {
      to: { screen: "inbox", request: null },
      screens: ["inbox"],
      icon: "inbox",
      label: words.shell.inbox,
    },
  ];

  return (
    <nav className={css.rail} aria-label={words.shell.screens}>
      <div className={css.brand}>
        <img src="./icon.svg" alt="" width={20} height={20} />
        <span>{words.shell.brand}</span>
      </div>
      {places.map((place) => (
        <RailItem key={place.label} place={place} here={place.screens.includes(route.screen)} />
      ))}
    </nav>
  );
}

function RailItem({ place, here }: { place: Place; here: boolean }) {
  return (
    <a
      className={css.item}
      href={routeHref(place.to)}
      aria-current={here ? "page" : undefined}
      aria-label={place.label}
      title={place.label}
    >
      <Icon name={place.icon} />
      <span className={css.label}>{place.label}</span>
      {!!place.count && <span className={css.count}>{place.count}</span>}
      {!!place.failed && (
        <span className={`${css.count} ${css.bad}`} title={words.shell.failedLately(place.failed)}>
          <Icon name="failed" size={12} />
          <span>{place.failed}</span>
        </span>
      )}
    </a>
  );
}
