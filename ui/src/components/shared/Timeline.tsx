import type { ReactNode } from "react";
import type { Tone } from "../../model/last-result";
import { Icon } from "./Icon";
import type { IconName } from "./icon-shapes";
import css from "./Timeline.module.css";

interface TimelineProps {
  children: ReactNode;
  label: string;
}

/** What happened, one knot after the other on a thread. */
export function Timeline({ children, label }: TimelineProps) {
  return <ol aria-label={label}>{children}</ol>;
}

interface TimelineStepProps {
  icon: IconName;
  tone?: Tone;
  /** The moment, as it is shown. */
  time?: string;
  /** What comes after this step has not happened yet. */
  towardsOpen?: boolean;
  children: ReactNode;
  /** A bar, or words in small type. */
  more?: ReactNode;
}

/** One knot of a timeline. */
export function TimelineStep(props: TimelineStepProps) {
  const { icon, tone, time, towardsOpen = false, children, more } = props;
  return (
    <li className={`${css.step} ${towardsOpen ? css.dashed : ""}`}>
      <span className={`${css.mark} ${tone ? css[tone] : ""}`}>
        <Icon name={icon} />
      </span>
      <div className={css.line}>
        <span className={css.words}>{children}</span>
        {time && <span className={css.time}>{time}</span>}
      </div>
      {more && <div className={css.more}>{more}</div>}
    </li>
  );
}
