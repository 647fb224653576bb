import { type ReactNode, useId, useState } from "react";
import css from "./FoldCard.module.css";
import { Icon } from "./Icon";

interface FoldCardProps {
  title: string;
  /** What is in it, while it is closed. */
  about: string;
  startsOpen?: boolean;
  /** Opens it, and keeps it open: something in it is to be put right. */
  keepOpen?: boolean;
  children: ReactNode;
}

/** A part of a page that is opened when it is needed. */
export function FoldCard(props: FoldCardProps) {
  const { title, about, startsOpen = false, keepOpen = false, children } = props;
  const [open, setOpen] = useState(startsOpen || keepOpen);
  const [kept, setKept] = useState(keepOpen);
  const id = useId();
  // Already while it is drawn: whoever wants it open brings the keyboard into it next.
  if (keepOpen !== kept) {
    setKept(keepOpen);
    if (keepOpen) setOpen(true);
  }
  return (
    <section className={css.card} aria-labelledby={`${id}-title`}>
      <h2 className={css.heading}>
        <button
          type="button"
          className={css.button}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <span className={css.title} id={`${id}-title`}>
            {title}
          </span>
          {!open && <span className={css.about}>{about}</span>}
          <span className={css.mark} data-open={open || undefined}>
            <Icon name="down" size={14} />
          </span>
        </button>
      </h2>
      <div id={id} className={css.body} hidden={!open}>
        {children}
      </div>
    </section>
  );
}
