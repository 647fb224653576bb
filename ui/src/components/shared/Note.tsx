import type { ReactNode, Ref } from "react";
import { Icon } from "./Icon";
import type { IconName } from "./icon-shapes";
import css from "./Note.module.css";

interface NoteProps {
  tone?: "plain" | "sent" | "waiting" | "failed";
  icon?: IconName;
  children: ReactNode;
  /** A button at the end that mends what the note says. */
  action?: ReactNode;
  role?: "status" | "alert";
  /** Lets a page move the keyboard here, as a summary of problems does. */
  focusRef?: Ref<HTMLDivElement>;
}

/** One sentence that belongs to what stands around it. */
export function Note(props: NoteProps) {
  const { tone = "plain", icon = "info", children, action, role, focusRef } = props;
  return (
    <div
      className={`${css.note} ${tone === "plain" ? "" : css[tone]}`}
      role={role}
      ref={focusRef}
      tabIndex={focusRef ? -1 : undefined}
    >
      <Icon name={icon} />
      <div className={css.words}>{children}</div>
      {action}
    </div>
  );
}
