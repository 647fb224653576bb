import type { ReactNode } from "react";
import css from "./Dialog.module.css";

interface DialogBodyProps {
  children: ReactNode;
  /** Makes it a form, so that Enter does what its last button does. */
  onSubmit?: () => void;
}

/** What stands in a dialog under its title. */
export function DialogBody({ children, onSubmit }: DialogBodyProps) {
  if (!onSubmit) return <div className={css.body}>{children}</div>;
  return (
    <form
      className={css.body}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

interface DialogActionsProps {
  children: ReactNode;
  /** A way that leads elsewhere; it stands apart. */
  aside?: ReactNode;
}

/** The buttons of a dialog, the one that does it last. */
export function DialogActions({ children, aside }: DialogActionsProps) {
  return (
    <div className={css.actions}>
      {aside && <div className={css.aside}>{aside}</div>}
      {children}
    </div>
  );
}
