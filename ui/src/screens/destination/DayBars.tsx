import type { Tally } from "../../bindings/Tally";
import { words } from "../../model/en";
import { failures } from "../../model/failures";
import { barHeight, dayNames } from "../../model/health";
import css from "./HealthCard.module.css";

const ROOM_UP = 74;
const ROOM_DOWN = 22;

/** Sent up, failed down, from one line; a column for each day. Only the columns grow with the card. */
export function DayBars({ days }: { days: Tally[] }) {
  const most = Math.max(1, ...days.map((day) => day.sent));
  const mostFailed = Math.max(most / 3, 1, ...days.map(failures));
  return (
    <div className={css.bars} role="img" aria-label={spoken(days)}>
      {days.map((day) => (
        <div key={day.at} className={css.day}>
          <span className={css.up}>
            <i className={css.sent} style={{ height: barHeight(day.sent, most, ROOM_UP) }} />
          </span>
          <span className={css.down}>
            <i
              className={css.failed}
              style={{ height: barHeight(failures(day), mostFailed, ROOM_DOWN) }}
            />
          </span>
          {dayNames(day.at).short}
        </div>
      ))}
    </div>
  );
}

function spoken(days: Tally[]): string {
  const said = days.map((day) =>
    words.receiver.dayWords(dayNames(day.at).long, day.sent, failures(day)),
  );
  return said.join("; ");
}
