import { ActionIcon } from "@mantine/core";
import { useState } from "react";
import type { DestinationRow } from "../../bindings/DestinationRow";
import type { Tally } from "../../bindings/Tally";
import { Card } from "../../components/shared/Card";
import { Icon } from "../../components/shared/Icon";
import { words } from "../../model/en";
import { failures } from "../../model/failures";
import { roundTime } from "../../model/figures";
import { dayNames } from "../../model/health";
import { DayBars } from "./DayBars";
import css from "./HealthCard.module.css";
import { SendFailedAgain } from "./SendFailedAgain";

/** How a destination did on the last seven days, in words and as bars or a table. */
export function HealthCard({ row }: { row: DestinationRow }) {
  const [asTable, setAsTable] = useState(false);
  const { days, typical_ms } = row;
  const other = asTable ? words.receiver.asChart : words.receiver.asTable;
  return (
    <Card
      title={words.receiver.lastDays}
      tools={
        <ActionIcon
          size="xs"
          variant="quiet"
          aria-label={other}
          title={other}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          <Icon name="table" />
        </ActionIcon>
      }
    >
      <p className={css.words}>{summary(days)}</p>
      {typical_ms !== null && (
        <p className={css.words}>{words.receiver.typical(roundTime(typical_ms))}</p>
      )}
      {asTable ? <DayTable days={days} /> : <DayBars days={days} />}
      <SendFailedAgain destination={row.destination} />
    </Card>
  );
}

function summary(days: Tally[]): string {
  const sum = (of: (day: Tally) => number) => days.reduce((all, day) => all + of(day), 0);
  const sentence = words.receiver.days(
    sum((day) => day.sent),
    sum((day) => day.failed),
    sum((day) => day.failed_tries),
  );
  const worst = days.reduce((most, day) => (failures(day) > failures(most) ? day : most));
  if (failures(worst) === 0) return sentence;
  return `${sentence} ${words.receiver.mostOn(dayNames(worst.at).long)}`;
}

function DayTable({ days }: { days: Tally[] }) {
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{words.receiver.day}</th>
          <th scope="col">{words.receiver.sent}</th>
          <th scope="col">{words.receiver.givenUp}</th>
          <th scope="col">{words.receiver.failedTries}</th>
          <th scope="col">{words.receiver.leftOut}</th>
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <tr key={day.at}>
            <th scope="row">{dayNames(day.at).long}</th>
            <td>{day.sent}</td>
            <td>{day.failed}</td>
            <td>{day.failed_tries}</td>
            <td>{day.left_out}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
