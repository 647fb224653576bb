import { type ReactNode, useId } from "react";
import css from "./Card.module.css";

interface CardProps {
  title: string;
  /** Stands right after the title. */
  beside?: ReactNode;
  /** Stands at the right end of the header. */
  tools?: ReactNode;
  children: ReactNode;
}

/** A titled part of a page. No card stands inside a card. */
export function Card({ title, beside, tools, children }: CardProps) {
  const id = useId();
  return (
    <section className={css.card} aria-labelledby={id}>
      <header className={css.header}>
        <h2 className={css.title} id={id}>
          {title}
        </h2>
        {beside}
        {tools && <div className={css.tools}>{tools}</div>}
      </header>
      <div className={css.body}>{children}</div>
    </section>
  );
}
