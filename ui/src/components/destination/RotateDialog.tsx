import { Button, Modal, Select } from "@mantine/core";
import { useState } from "react";
import type { Destination } from "../../bindings/Destination";
import { words } from "../../model/en";
import { newSecret } from "../../model/secret";
import { signsWithAll } from "../../model/signing-draft";
import { useRotation } from "../../state/rotation";
import { DialogActions, DialogBody } from "../shared/Dialog";
import { SecretInput } from "./SecretField";

interface RotateDialogProps {
  destination: Destination;
  opened: boolean;
  onClose: () => void;
}

const HOURS = ["24", "1", "168", "0"];

/** Replaces a signing secret; the old one works on for a while. */
export function RotateDialog({ destination, opened, onClose }: RotateDialogProps) {
  const title = words.access.rotateTitle(destination.settings.name);
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={520}>
      <Content destination={destination} onClose={onClose} />
    </Modal>
  );
}

function Content({ destination, onClose }: Omit<RotateDialogProps, "opened">) {
  const { type } = destination.settings.signing;
  const [fresh, setFresh] = useState(() => ({
    from: "generated" as "generated" | "pasted",
    secret: newSecret(type),
  }));
  const [hours, setHours] = useState("24");
  const { rotate, busy, refusal } = useRotation(destination);
  const act = async () => {
    if (await rotate(fresh.secret.trim(), Number(hours))) onClose();
  };
  return (
    <DialogBody>
      <p>{signsWithAll(type) ? words.access.rotateBoth : words.access.rotateOne}</p>
      <div>
        <SecretInput
          label={words.access.newSecret}
          signing={type}
          from={fresh.from}
          value={fresh.secret}
          error={refusal}
          path="new-secret"
          onChange={(from, secret) => setFresh({ from, secret })}
        />
      </div>
      <Select
        label={words.access.keepFor}
        data={HOURS.map((value) => ({ value, label: words.access.hours[value] ?? value }))}
        value={hours}
        allowDeselect={false}
        onChange={(value) => value && setHours(value)}
      />
      <DialogActions>
        <Button onClick={onClose}>{words.common.cancel}</Button>
        <Button variant="filled" loading={busy} onClick={act}>
          {words.access.rotate}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
