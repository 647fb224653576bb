import type { Tally } from "../../bindings/Tally";
import { sparkBars } from "../../model/spark";

interface SparkProps {
  hours: Tally[];
  /** What fills the height, the same for all rows of a list. */
  most: number;
  label: string;
}

const STEP = 6;
const LINE = 20;

/** A day in bars: sent stands on the line, failed hangs below it. */
export function Spark({ hours, most, label }: SparkProps) {
  const width = hours.length * STEP;
  return (
    <svg width={width} height={28} viewBox={`0 0 ${width} 28`} role="img" aria-label={label}>
      {sparkBars(hours, most).map(({ up, down }, index) => {
        const x = index * STEP;
        return (
          <g key={hours[index]?.at}>
            <rect
              x={x}
              y={LINE - (up || 2)}
              width={4}
              height={up || 2}
              rx={1}
              fill={up ? "var(--hl-sent-mark)" : "var(--hl-line-2)"}
            />
            {down > 0 && (
              <rect
                x={x}
                y={LINE + 1}
                width={4}
                height={down}
                rx={1}
                fill="var(--hl-failed-mark)"
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}
