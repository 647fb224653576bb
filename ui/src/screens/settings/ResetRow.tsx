import { Button } from "@mantine/core";
import { useState } from "react";
import { SettingRow } from "../../components/shared/SettingRow";
import { words } from "../../model/en";
import { ResetDialog } from "./ResetDialog";

interface ResetRowProps {
  /** How many deliveries would never be sent. */
  waiting: number;
}

/** The way to start over, at the end of all settings. */
export function ResetRow({ waiting }: ResetRowProps) {
  const [asking, setAsking] = useState(false);
  return (
    <SettingRow label={words.reset.row} words={words.reset.rowWords}>
      {() => (
        <>
          <Button onClick={() => setAsking(true)}>{words.reset.open}</Button>
          <ResetDialog opened={asking} waiting={waiting} onClose={() => setAsking(false)} />
        </>
      )}
    </SettingRow>
  );
}
