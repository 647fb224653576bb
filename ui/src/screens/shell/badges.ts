import type { Route } from "../../model/route";
import { useDestinations, useStatus } from "../../state/queries";

interface Badges {
  /** How many there are. */
  count?: number;
  /** How many failed lately. */
  failed?: number;
}

/** What stands at a place of the rail beside its name. */
export function useBadges(screen: Route["screen"]): Badges {
  const status = useStatus().data;
  const destinations = useDestinations().data;
  switch (screen) {
    case "automations":
      return { count: status?.automations };
    case "activity":
      return { failed: status?.failed_24h };
    case "destinations":
      return { count: destinations?.length };
    default:
      return {};
  }
}
