import { ActionIcon } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import { Icon } from "./Icon";
import css from "./PageTop.module.css";

interface PageTopProps {
  /** The name of what is shown, or the field in which it is written. */
  title: string | ReactElement;
  /** Figures beside the title. */
  count?: string;
  /** Marks and switches beside the title. */
  beside?: ReactNode;
  /** Buttons at the right end. */
  tools?: ReactNode;
  /** Shows a way back to the list. */
  back?: { label: string; go: () => void };
}

/** The head of every screen. */
export function PageTop({ title, count, beside, tools, back }: PageTopProps) {
  return (
    <header className={`${css.top} ${back ? css.withBack : ""}`}>
      {back && (
        <ActionIcon aria-label={back.label} title={back.label} onClick={back.go}>
          <Icon name="left" />
        </ActionIcon>
      )}
      <h1 className={css.title} tabIndex={-1}>
        {title}
      </h1>
      {count && <span className={css.count}>{count}</span>}
      {beside}
      {tools && <div className={css.tools}>{tools}</div>}
    </header>
  );
}

interface PageBarProps {
  children: ReactNode;
  label: string;
}

/** The strip of filters or addresses under the head. */
export function PageBar({ children, label }: PageBarProps) {
  return (
    <div className={css.bar} role="group" aria-label={label}>
      {children}
    </div>
  );
}
