import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "../../components/shared/ConfirmDialog";
import { words } from "../../model/en";
import { useCommand } from "../../state/command";
import { useHost } from "../../state/host";
import { keys } from "../../state/queries";

interface CleanUpDialogProps {
  opened: boolean;
  /** For how many days the log is kept anyway. */
  days: number;
  onClose: () => void;
}

/** Asks what to remove from the log, and says first how much that is. */
export function CleanUpDialog({ opened, days, onClose }: CleanUpDialogProps) {
  const host = useHost();
  const { run, busy } = useCommand();
  const [chosen, setChosen] = useState(days);
  const choices = [...new Set([days, 7, 1, 0])].sort((a, b) => b - a);
  const found = useQuery({
    queryKey: [...keys.storage, "old", chosen],
    queryFn: () => host.call({ type: "count_old", older_than_days: chosen }),
    enabled: opened,
  });
  const count = found.data?.count;
  const clean = async () => {
    await run({ type: "clean_up", older_than_days: chosen });
    onClose();
  };
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={words.settings.cleanUpTitle}
      confirm={count ? words.settings.cleanUpVerb(count) : words.settings.cleanUpNothing}
      onConfirm={() => void clean()}
      busy={busy || found.isLoading}
      disabled={!count}
      danger
    >
      {words.settings.cleanUpWords}
      <Select
        mt={16}
        label={words.settings.cleanUpWhich}
        value={String(chosen)}
        onChange={(value) => setChosen(Number(value))}
        data={choices.map((one) => ({
          value: String(one),
          label: words.settings.cleanUpOlder(one),
        }))}
      />
    </ConfirmDialog>
  );
}
