import { ErrorBoundary } from "../../components/shared/ErrorBoundary";
import { type Route, routeHref } from "../../model/route";
import { Activity } from "../activity/Activity";
import { AutomationScreen } from "../automation/AutomationScreen";
import { Automations } from "../automations/Automations";
import { Deleted } from "../deleted/Deleted";
import { DestinationScreen } from "../destination/DestinationScreen";
import { Destinations } from "../destinations/Destinations";
import { FirstRun } from "../first-run/FirstRun";
import { Home } from "../home/Home";
import { TestInbox } from "../inbox/TestInbox";
import { MapScreen } from "../map/MapScreen";
import { Recipes } from "../recipes/Recipes";
import { Settings } from "../settings/Settings";

interface ScreenProps {
  route: Route;
}

/** The screen of a route. */
export function Screen({ route }: ScreenProps) {
  return <ErrorBoundary of={routeHref(route)}>{chosen(route)}</ErrorBoundary>;
}

function chosen(route: Route) {
  switch (route.screen) {
    case "home":
      return <Home />;
    case "map":
      return <MapScreen asList={route.asList} />;
    case "automations":
      return <Automations view={route} />;
    case "automation":
      return (
        <AutomationScreen
          key={`${route.id} ${route.copyOf} ${route.event} ${route.to}`}
          id={route.id}
          copyOf={route.copyOf}
          event={route.event ?? null}
          to={route.to ?? null}
        />
      );
    case "activity":
      return <Activity route={route} />;
    case "destinations":
      return <Destinations />;
    case "destination":
      return <DestinationScreen key={route.id} id={route.id} at={route.at ?? null} />;
    case "deleted":
      return <Deleted />;
    case "inbox":
      return <TestInbox chosen={route.request} />;
    case "settings":
      return <Settings section={route.section} />;
    case "recipes":
      return <Recipes use={route.use} />;
    case "first-run":
      return <FirstRun />;
  }
}
