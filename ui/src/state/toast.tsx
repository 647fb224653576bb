import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Icon } from "../components/shared/Icon";
import type { IconName } from "../components/shared/icon-shapes";
import { Keys } from "../components/shared/Keys";
import { HostError } from "../host/host";
import { words } from "../model/en";
import { note } from "./notices";

const STAYS_MS = 6000;
const UNDO_STAYS_MS = 10_000;

let counter = 0;

/** Says in the corner what was done. */
export function say(message: string, icon: IconName = "sent"): void {
  show({ id: nextId(), message, icon, stays: STAYS_MS });
}

/** Says in the corner why something was not done; it stays until it is read. */
export function complain(error: unknown): void {
  const message = error instanceof HostError ? error.message : words.trouble.unexpected;
  show({ id: nextId(), message, icon: "warn", stays: false });
}

/** Says what was done and offers to take it back. */
export function sayUndoable(id: string, message: string, undo: () => void): void {
  const act = () => {
    notifications.hide(id);
    undo();
  };
  show({ id, message, icon: "undo", stays: UNDO_STAYS_MS, undo: act });
}

/** Takes a toast away, as when what it says is no longer so. */
export function hush(id: string): void {
  notifications.hide(id);
}

/** Takes all toasts away, as where what they say is listed. */
export function hushAll(): void {
  notifications.clean();
}

interface Toast {
  id: string;
  message: string;
  icon: IconName;
  /** Milliseconds, or false for as long as it is not closed. */
  stays: number | false;
  undo?: () => void;
}

function show({ id, message, icon, stays, undo }: Toast): void {
  // The runner keeps what can be undone; the rest would be lost with the toast.
  if (!undo) note({ id, at: Date.now(), message, icon });
  notifications.show({
    id,
    message: said(message, undo),
    icon: <Icon name={icon} />,
    autoClose: stays,
    closeButtonProps: { "aria-label": words.common.dismiss },
    // The pointer stops the clock by itself; the keyboard has to be helped.
    onFocus: () => notifications.update({ id, message: said(message, undo), autoClose: false }),
    onBlur: () => notifications.update({ id, message: said(message, undo), autoClose: stays }),
  });
}

function said(message: string, undo: (() => void) | undefined) {
  return undo ? <Undoable message={message} undo={undo} /> : message;
}

function Undoable({ message, undo }: { message: string; undo: () => void }) {
  return (
    <span style={{ display: "flex", alignItems: "center", gap: 8 }}>
      <span style={{ flex: 1 }}>{message}</span>
      <Button size="xs" variant="link" onClick={undo}>
        {words.undo.undo}
        <Keys of="undo" />
      </Button>
    </span>
  );
}

function nextId(): string {
  counter += 1;
  return `toast-${counter}`;
}
