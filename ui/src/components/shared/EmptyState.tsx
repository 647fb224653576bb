import type { ReactNode } from "react";
import css from "./EmptyState.module.css";

interface EmptyStateProps {
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}

/** A list with nothing in it: says what will be here, and how to get there. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className={css.void}>
      <div className={css.inner}>
        <Loom />
        <h2 className={css.title}>{title}</h2>
        <p className={css.words}>{children}</p>
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
    </div>
  );
}

function Loom() {
  return (
    <svg
      width="240"
      height="112"
      viewBox="0 0 240 112"
      fill="none"
      strokeLinecap="round"
      strokeWidth="4"
      aria-hidden="true"
    >
      <path
        stroke="var(--hl-line-2)"
        d="M60 12v88M90 12v36M90 64v36M120 12v88M150 12v36M150 64v36M180 12v88"
      />
      <g stroke="var(--hl-accent-line)">
        <path d="M22 56H52M68 56h44M128 56h44M188 56h12a16 16 0 0 1 16 16v14a9 9 0 0 1-18 0v-3" />
        <circle cx="16" cy="56" r="5" />
      </g>
    </svg>
  );
}
