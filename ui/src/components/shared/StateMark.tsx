import type { ReactNode } from "react";
import type { Tone } from "../../model/last-result";
import { Icon } from "./Icon";
import type { IconName } from "./icon-shapes";
import css from "./StateMark.module.css";

/** The drawing of each look. */
export const SHAPES: Record<Tone, IconName> = {
  sent: "sent",
  waiting: "waiting",
  failed: "failed",
  skipped: "skipped",
  held: "held",
  stopped: "stop",
};

interface StateMarkProps {
  tone: Tone;
  children: ReactNode;
  /** With a border: once, in a header, never in a row. */
  boxed?: boolean;
  /** Edge of the mark in pixels. */
  size?: number;
}

/** A state as mark and word. */
export function StateMark({ tone, children, boxed = false, size = 16 }: StateMarkProps) {
  const looks = [css.mark, css[tone], boxed && css.box].filter(Boolean).join(" ");
  return (
    <span className={looks} data-tone={tone}>
      <Icon name={SHAPES[tone]} size={size} />
      <span className={css.words}>{children}</span>
    </span>
  );
}
