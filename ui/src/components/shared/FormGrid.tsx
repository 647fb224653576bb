import type { ReactNode } from "react";
import css from "./FormGrid.module.css";

export { css as formCss };

interface FormGridProps {
  children: ReactNode;
  /** Both columns are of one width. */
  even?: boolean;
}

/** Fields in two columns, on one grid in every card. */
export function FormGrid({ children, even = false }: FormGridProps) {
  return <div className={`${css.grid} ${even ? css.even : ""}`}>{children}</div>;
}

/** A field over both columns. */
export function Wide({ children }: { children: ReactNode }) {
  return <div className={css.wide}>{children}</div>;
}
