import { useEffect, useState } from "react";
import { words } from "../../model/en";
import { guardLeaving } from "../../state/route";
import { ConfirmDialog } from "./ConfirmDialog";

interface LeaveGuardProps {
  /** There is something that would be lost. */
  dirty: boolean;
  message: string;
  /** Saves, and tells whether that worked. */
  onSave: () => Promise<boolean>;
  /** Lets go of what would have been saved. */
  onDiscard?: () => void;
}

/** Asks before a page with unsaved changes is left. */
export function LeaveGuard({ dirty, message, onSave, onDiscard }: LeaveGuardProps) {
  const [goOn, setGoOn] = useState<(() => void) | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!dirty) return;
    return guardLeaving((act) => setGoOn(() => act));
  }, [dirty]);

  const close = () => setGoOn(null);
  const discard = () => {
    close();
    onDiscard?.();
    goOn?.();
  };
  const save = async () => {
    setBusy(true);
    const saved = await onSave();
    setBusy(false);
    close();
    if (saved) goOn?.();
  };

  return (
    <ConfirmDialog
      opened={goOn !== null}
      title={words.builder.leaveTitle}
      confirm={words.common.save}
      onConfirm={save}
      onClose={close}
      other={{ label: words.common.discard, act: discard }}
      busy={busy}
    >
      {message}
    </ConfirmDialog>
  );
}
