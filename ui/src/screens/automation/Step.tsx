import type { ReactNode } from "react";
import css from "./AutomationScreen.module.css";

interface StepProps {
  children: ReactNode;
  last?: boolean;
  /** The keyboard came into it. */
  onFocus?: () => void;
}

/** A card with its knot on the thread. */
export function Step({ children, last = false, onFocus }: StepProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears of what happens inside
    <div className={`${css.step} ${last ? css.last : ""}`} onFocus={onFocus}>
      <span className={css.knot} aria-hidden="true" />
      {last && (
        <svg
          className={css.hook}
          width="32"
          height="40"
          viewBox="0 0 32 40"
          fill="none"
          aria-hidden="true"
        >
          <path
            d="M13 0v24a7 7 0 0 0 13.6 2"
            stroke="var(--hl-accent-line)"
            strokeWidth="2"
            strokeLinecap="round"
          />
        </svg>
      )}
      {children}
    </div>
  );
}
