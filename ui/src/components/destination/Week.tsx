import type { Tally } from "../../bindings/Tally";
import { words } from "../../model/en";
import { failures } from "../../model/failures";
import { barHeight } from "../../model/health";
import css from "./Week.module.css";

const ZERO = 20;
const UP = 18;
const DOWN = 6;

/** The last seven days in the size of a row: sent up, failed down. */
export function Week({ days }: { days: Tally[] }) {
  const most = Math.max(...days.map((day) => day.sent));
  const mostFailed = Math.max(...days.map(failures), most / 3);
  const sum = (of: (day: Tally) => number) => days.reduce((all, day) => all + of(day), 0);
  const [sent, given, tries] = [
    sum((day) => day.sent),
    sum((day) => day.failed),
    sum((day) => day.failed_tries),
  ];
  return (
    <svg
      className={css.week}
      viewBox="0 0 96 28"
      role="img"
      aria-label={words.receiver.days(sent, given, tries)}
    >
      <path className={css.line} d={`M0 ${ZERO + 0.5}H96`} />
      {days.map((day, index) => {
        const up = barHeight(day.sent, most, UP);
        const down = barHeight(failures(day), mostFailed, DOWN);
        const x = index * 14;
        return (
          <g key={day.at}>
            <rect className={css.sent} x={x} y={ZERO - up} width="10" height={up} rx="1.5" />
            <rect className={css.failed} x={x} y={ZERO + 1.5} width="10" height={down} rx="1.5" />
          </g>
        );
      })}
    </svg>
  );
}
