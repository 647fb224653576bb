import { TextInput } from "@mantine/core";
import { useState } from "react";
import { ConfirmDialog } from "../../components/shared/ConfirmDialog";
import { words } from "../../model/en";
import { useReset } from "../../state/reset";
import css from "./Reset.module.css";

interface ResetDialogProps {
  opened: boolean;
  /** How many deliveries would never be sent. */
  waiting: number;
  onClose: () => void;
}

/** Says what goes and what stays, and asks for a word. */
export function ResetDialog({ opened, waiting, onClose }: ResetDialogProps) {
  const [typed, setTyped] = useState("");
  const { reset, busy } = useReset();
  const close = () => {
    setTyped("");
    onClose();
  };
  const sure = typed.trim() === words.reset.word;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={busy ? () => {} : close}
      title={words.reset.title}
      confirm={words.reset.confirm}
      onConfirm={() => void reset()}
      busy={busy}
      disabled={!sure}
      danger
    >
      {words.reset.goes}
      <ul className={css.going}>
        {words.reset.going.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p className={css.sentence}>{words.reset.waiting(waiting)}</p>
      <p className={css.sentence}>{words.reset.stays}</p>
      <TextInput
        mt={16}
        label={words.reset.type}
        value={typed}
        disabled={busy}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
