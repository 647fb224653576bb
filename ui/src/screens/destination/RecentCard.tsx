import { Button } from "@mantine/core";
import type { DeliveryRow } from "../../bindings/DeliveryRow";
import type { DestinationRow } from "../../bindings/DestinationRow";
import { TestMark } from "../../components/delivery/TestMark";
import { Ago } from "../../components/shared/Ago";
import { Card } from "../../components/shared/Card";
import { Icon } from "../../components/shared/Icon";
import { MiddleCut } from "../../components/shared/MiddleCut";
import { StateMark } from "../../components/shared/StateMark";
import { words } from "../../model/en";
import { toneOf } from "../../model/last-result";
import { routeHref, wholeActivity } from "../../model/route";
import { useRecentDeliveries } from "../../state/queries";
import css from "./RecentCard.module.css";

/** What went to a destination last. */
export function RecentCard({ row }: { row: DestinationRow }) {
  const { id } = row.destination;
  const recent = useRecentDeliveries(id).data ?? [];
  const activity = { ...wholeActivity, destination: id };
  return (
    <Card
      title={words.receiver.recent}
      tools={
        <Button
          component="a"
          size="xs"
          variant="quiet"
          href={routeHref(activity)}
          leftSection={<Icon name="activity" size={14} />}
        >
          {words.destinations.seeActivity}
        </Button>
      }
    >
      {recent.length === 0 ? (
        <p className={css.quiet}>{words.receiver.nothingRecent}</p>
      ) : (
        <ul className={css.list}>
          {recent.map((delivery) => (
            <Line key={delivery.id} delivery={delivery} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Line({ delivery }: { delivery: DeliveryRow }) {
  const { id, state, summary, created_at, destination, test } = delivery;
  const href = routeHref({ ...wholeActivity, destination, delivery: id });
  return (
    <li>
      <a className={css.line} href={href}>
        <StateMark tone={toneOf(state.state)}>{words.states[state.state]}</StateMark>
        <span className={css.what}>
          {test && <TestMark />}
          <MiddleCut>{summary}</MiddleCut>
        </span>
        <span className={css.when}>
          <Ago at={created_at} />
        </span>
      </a>
    </li>
  );
}
