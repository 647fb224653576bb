import { Button, Modal } from "@mantine/core";
import type { ReactNode, RefObject } from "react";
import { words } from "../../model/en";
import css from "./ConfirmDialog.module.css";
import { DialogActions, DialogBody } from "./Dialog";

interface ConfirmDialogProps {
  opened: boolean;
  /** The question. */
  title: string;
  children?: ReactNode;
  /** The verb that does it. */
  confirm: string;
  onConfirm: () => void;
  onClose: () => void;
  /** What can't be undone wears the colour of danger. */
  danger?: boolean;
  busy?: boolean;
  /** There is nothing to do. */
  disabled?: boolean;
  /** Gets the keyboard back; whoever asked from a menu has lost the item that was pressed. */
  returnTo?: RefObject<HTMLElement | null>;
  /** A further way out, left of the verb. */
  other?: { label: string; act: () => void };
}

/** A question whose answer is a verb on a button. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    opened,
    title,
    children,
    confirm,
    onConfirm,
    onClose,
    danger,
    busy,
    disabled,
    other,
    returnTo,
  } = props;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      returnFocus={!returnTo}
      onExitTransitionEnd={() => returnTo?.current?.focus()}
    >
      <DialogBody>
        {children && <div className={css.words}>{children}</div>}
        <DialogActions>
          <Button onClick={onClose} data-autofocus={danger || undefined}>
            {other ? words.common.stay : words.common.cancel}
          </Button>
          {other && <Button onClick={other.act}>{other.label}</Button>}
          <Button
            variant={danger ? "danger" : "filled"}
            onClick={onConfirm}
            loading={busy}
            disabled={disabled}
            data-autofocus={danger ? undefined : true}
          >
            {confirm}
          </Button>
        </DialogActions>
      </DialogBody>
    </Modal>
  );
}
