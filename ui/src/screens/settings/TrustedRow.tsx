import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { CertificatesField } from "../../components/destination/CertificatesField";
import { DialogBody, SubmitActions } from "../../components/shared/Dialog";
import { SettingRow } from "../../components/shared/SettingRow";
import { words } from "../../model/en";
import { useChangeSettings } from "../../state/settings";

interface TrustedRowProps {
  /** Certificates in PEM, one after the other. */
  trusted: string;
}

/** Certificates that are trusted beside the system's. */
export function TrustedRow({ trusted }: TrustedRowProps) {
  const [editing, setEditing] = useState(false);
  const count = trusted.split("BEGIN CERTIFICATE").length - 1;
  const close = () => setEditing(false);
  return (
    <SettingRow label={words.settings.trusted} words={words.settings.trustedNow(count)}>
      {(named) => (
        <>
          <Button aria-describedby={named["aria-labelledby"]} onClick={() => setEditing(true)}>
            {words.settings.change}
          </Button>
          <Modal opened={editing} onClose={close} title={words.settings.trustedTitle} size={600}>
            <Content trusted={trusted} onClose={close} />
          </Modal>
        </>
      )}
    </SettingRow>
  );
}

function Content({ trusted, onClose }: TrustedRowProps & { onClose: () => void }) {
  const [typed, setTyped] = useState(trusted);
  const [busy, setBusy] = useState(false);
  const { errors, change } = useChangeSettings();
  const save = async () => {
    setBusy(true);
    const kept = await change("sending.trusted", (settings) => ({
      ...settings,
      sending: { ...settings.sending, trusted: typed.trim() },
    }));
    setBusy(false);
    if (kept) onClose();
  };
  return (
    <DialogBody onSubmit={() => void save()}>
      <p>{words.settings.trustedHint}</p>
      <CertificatesField
        label={words.settings.trusted}
        value={typed}
        error={errors["sending.trusted"]}
        minRows={6}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <SubmitActions onCancel={onClose} busy={busy} />
    </DialogBody>
  );
}
