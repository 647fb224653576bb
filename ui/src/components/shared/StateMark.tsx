import type { ReactNode } from "react";
import { Icon } from "./Icon";
import css from "./StateMark.module.css";

/** The five looks of a state; each has its own shape, colour and word. */
export type Tone = "sent" | "waiting" | "failed" | "skipped" | "held";

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
      <Icon name={tone} size={size} />
      <span className={css.words}>{children}</span>
    </span>
  );
}
