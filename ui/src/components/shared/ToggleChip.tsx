import css from "./FilterChip.module.css";
import { Icon } from "./Icon";
import type { IconName } from "./icon-shapes";

interface ToggleChipProps {
  on: boolean;
  children: string;
  icon?: IconName;
  onClick: () => void;
}

/** A filter that is on or off. */
export function ToggleChip({ on, children, icon, onClick }: ToggleChipProps) {
  return (
    <button
      type="button"
      className={`${css.chip} ${on ? css.on : ""}`}
      aria-pressed={on}
      onClick={onClick}
    >
      {icon && <Icon name={icon} size={12} />}
      <span className={css.words}>{children}</span>
    </button>
  );
}
