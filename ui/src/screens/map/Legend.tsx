import type { ReactNode } from "react";
import type { RouteHealth } from "../../bindings/RouteHealth";
import { words } from "../../model/en";
import css from "./Map.module.css";

const HEALTHS: RouteHealth[] = ["healthy", "retrying", "failing", "held", "quiet"];

/** What colours, dashes and widths mean; what stands at its end does not lie on the drawing. */
export function Legend({ children }: { children: ReactNode }) {
  return (
    <div className={css.legend}>
      {HEALTHS.map((health) => (
        <span key={health}>
          <svg width="28" height="6" aria-hidden="true">
            <path d="M1 3h27" className={css.thread} data-health={health} />
          </svg>
          {words.map.healths[health]}
        </span>
      ))}
      <span>{words.map.thicker}</span>
      {children}
    </div>
  );
}
