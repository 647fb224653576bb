import { Button } from "@mantine/core";
import { useState } from "react";
import { SettingRow } from "../../components/shared/SettingRow";
import { words } from "../../model/en";
import { CheckDialog } from "./CheckDialog";

/** The way to a look at the app's own health. */
export function CheckRow() {
  const [looking, setLooking] = useState(false);
  return (
    <SettingRow label={words.checkup.row} words={words.checkup.rowWords}>
      {() => (
        <>
          <Button onClick={() => setLooking(true)}>{words.checkup.open}</Button>
          <CheckDialog opened={looking} onClose={() => setLooking(false)} />
        </>
      )}
    </SettingRow>
  );
}
