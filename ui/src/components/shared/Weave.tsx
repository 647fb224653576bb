import { Icon } from "./Icon";
import type { IconName } from "./icon-shapes";
import css from "./Weave.module.css";

interface WeaveProps {
  from: IconName;
  to: IconName;
  size?: "md" | "lg";
}

/** trigger ○──●──○ hook, large: the drawing of something that is not there yet. */
export function Weave({ from, to, size = "lg" }: WeaveProps) {
  const icon = size === "lg" ? 20 : 16;
  return (
    <span className={`${css.weave} ${css[size]}`} aria-hidden="true">
      <span className={css.end}>
        <Icon name={from} size={icon} />
      </span>
      <span className={css.line} />
      <span className={css.knot} />
      <span className={css.line} />
      <span className={css.end}>
        <Icon name={to} size={icon} />
      </span>
    </span>
  );
}
