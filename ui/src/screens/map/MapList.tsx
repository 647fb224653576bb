import type { AutomationRow } from "../../bindings/AutomationRow";
import type { DestinationRow } from "../../bindings/DestinationRow";
import type { Map as MapView } from "../../bindings/Map";
import type { RouteHealth } from "../../bindings/RouteHealth";
import { StateMark } from "../../components/shared/StateMark";
import { words } from "../../model/en";
import { number } from "../../model/en/format";
import type { Tone } from "../../model/last-result";
import { triggerBox } from "../../model/map/trigger-box";
import { routeHref } from "../../model/route";
import css from "./Map.module.css";

interface MapListProps {
  automations: AutomationRow[];
  destinations: DestinationRow[];
  map: MapView | undefined;
}

const TONES: Partial<Record<RouteHealth, Tone>> = {
  healthy: "sent",
  retrying: "waiting",
  failing: "failed",
  held: "held",
};

/** The map as a table, a line for each thread. */
export function MapList({ automations, destinations, map }: MapListProps) {
  const { columns } = words.map;
  const names = new Map(destinations.map((row) => [row.destination.id, row.destination]));
  const now = Date.now();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={css.list} aria-label={words.map.listOf} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{columns.trigger}</th>
            <th scope="col">{columns.automation}</th>
            <th scope="col">{columns.destination}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col" className={css.number}>
              {columns.sent}
            </th>
            <th scope="col" className={css.number}>
              {columns.failed}
            </th>
            <th scope="col" className={css.number}>
              {columns.retrying}
            </th>
            <th scope="col" className={css.number}>
              {columns.held}
            </th>
          </tr>
        </thead>
        <tbody>
          {automations.flatMap((row) =>
            (map?.routes ?? [])
              .filter((route) => route.automation === row.automation.id)
              .map((route) => (
                <tr key={`${route.automation} ${route.destination}`}>
                  <td>{triggerBox(row, now).title}</td>
                  <td>
                    <a
                      href={routeHref({
                        screen: "automation",
                        id: row.automation.id,
                        copyOf: null,
                      })}
                    >
                      {row.automation.settings.name}
                    </a>
                  </td>
                  <td>
                    <a href={routeHref({ screen: "destination", id: route.destination })}>
                      {names.get(route.destination)?.settings.name ?? words.sentence.gone}
                    </a>
                  </td>
                  <td>
                    <State health={route.health} />
                  </td>
                  <Figure name={columns.sent} of={route.sent} />
                  <Figure name={columns.failed} of={route.failed} />
                  <Figure name={columns.retrying} of={route.retrying} />
                  <Figure name={columns.held} of={route.held} />
                </tr>
              )),
          )}
        </tbody>
      </table>
    </section>
  );
}

/** Where the table has no room for its columns, each figure says what it counts. */
function Figure({ name, of }: { name: string; of: number }) {
  return (
    <td className={css.number} data-name={name}>
      {number.format(of)}
    </td>
  );
}

function State({ health }: { health: RouteHealth }) {
  const tone = TONES[health];
  const said = words.map.healths[health];
  return tone ? (
    <StateMark tone={tone}>{said}</StateMark>
  ) : (
    <span className={css.quietWord}>{said}</span>
  );
}
