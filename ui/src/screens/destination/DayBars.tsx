import type { Tally } from "../../bindings/Tally";
import { words } from "../../model/en";
import { failures } from "../../model/failures";
import { barHeight, dayNames } from "../../model/health";
import css from "./HealthCard.module.css";

const ZERO = 85;
const ROOM_UP = 74;
const ROOM_DOWN = 22;
const STEP = 50;
const BAR = 18;
const BAR_AT = (STEP - BAR) / 2;

/** Sent up, failed down, from one line; a column for each day. */
export function DayBars({ days }: { days: Tally[] }) {
  const most = Math.max(1, ...days.map((day) => day.sent));
  const mostFailed = Math.max(1, ...days.map(failures));
  return (
    <svg className={css.bars} viewBox="0 0 366 132" role="img" aria-label={spoken(days)}>
      <path className={css.line} d={`M8 ${ZERO}H358`} />
      {days.map((day, index) => {
        const up = barHeight(day.sent, most, ROOM_UP);
        const down = barHeight(failures(day), Math.max(mostFailed, most / 3), ROOM_DOWN);
        return (
          <g key={day.at} transform={`translate(${8 + index * STEP} 0)`}>
            <rect
              className={css.sent}
              x={BAR_AT}
              y={ZERO - 2 - up}
              width={BAR}
              height={up}
              rx="2"
            />
            <rect className={css.failed} x={BAR_AT} y={ZERO + 1} width={BAR} height={down} rx="2" />
            <text className={css.day} x={STEP / 2} y="128" textAnchor="middle">
              {dayNames(day.at).short}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function spoken(days: Tally[]): string {
  const said = days.map((day) =>
    words.receiver.dayWords(dayNames(day.at).long, day.sent, failures(day)),
  );
  return said.join("; ");
}
