import type { DestinationRow } from "../../bindings/DestinationRow";
import { words } from "../../model/en";
import { routeHref } from "../../model/route";
import { Icon } from "../shared/Icon";
import { MiddleCut } from "../shared/MiddleCut";
import css from "./DestinationList.module.css";
import { DestinationMark } from "./DestinationMark";
import { DestinationMenu } from "./DestinationMenu";
import { Week } from "./Week";

interface DestinationListProps {
  rows: DestinationRow[];
}

/** Destinations, one row each. */
export function DestinationList({ rows }: DestinationListProps) {
  return (
    <>
      <div className={css.head} aria-hidden="true">
        <span>{words.destinations.destination}</span>
        <span className={css.used}>{words.destinations.usedBy}</span>
        <span className={css.week}>{words.receiver.lastDays}</span>
        <span className={css.day}>{words.destinations.last24}</span>
        <span>{words.destinations.state}</span>
      </div>
      <ul className={css.list} aria-label={words.destinations.title}>
        {rows.map((row) => (
          <Row key={row.destination.id} row={row} />
        ))}
      </ul>
    </>
  );
}

function Row({ row }: { row: DestinationRow }) {
  const { id, settings, built_in } = row.destination;
  const used = row.used_by.length;
  return (
    <li className={css.row}>
      <span className={css.hook} aria-hidden="true">
        <Icon name={built_in ? "inbox" : "destination"} />
      </span>
      <div className={css.words}>
        <a
          className={css.name}
          href={routeHref({ screen: "destination", id })}
          title={settings.name}
        >
          {settings.name}
          {built_in && <span className={css.builtIn}> · {words.destinations.builtIn}</span>}
        </a>
        <MiddleCut className={css.address}>{settings.address}</MiddleCut>
      </div>
      <span className={`${css.soft} ${css.used}`}>
        {used === 0 ? words.destinations.unused : words.destinations.usedByMany(used)}
      </span>
      <div className={css.week}>
        <Week days={row.days} />
      </div>
      <span className={`${css.soft} ${css.day}`}>{traffic(row)}</span>
      <DestinationMark row={row} />
      <div className={css.menu}>{!built_in && <DestinationMenu row={row} />}</div>
    </li>
  );
}

/** What went there in the last 24 hours, in words. */
export function traffic({ sent_24h, failed_24h }: DestinationRow): string {
  if (sent_24h + failed_24h === 0) return words.destinations.nothingSent;
  return words.destinations.sentAndFailed(sent_24h, failed_24h);
}
