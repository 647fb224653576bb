import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { words } from "../../model/en";
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

interface SubmitActionsProps {
  /** The verb that does it; to save, unless it is said. */
  verb?: string;
  onCancel: () => void;
  busy?: boolean;
  /** There is nothing to do. */
  disabled?: boolean;
  aside?: ReactNode;
}

/** The two buttons of a dialog that is a form: out of it, and do it. */
export function SubmitActions(props: SubmitActionsProps) {
  const { verb = words.common.save, onCancel, busy, disabled, aside } = props;
  return (
    <DialogActions aside={aside}>
      <Button onClick={onCancel}>{words.common.cancel}</Button>
      <Button type="submit" variant="filled" loading={busy} disabled={disabled}>
        {verb}
      </Button>
    </DialogActions>
  );
}
