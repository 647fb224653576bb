import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CodeView } from "../../components/shared/CodeView";
import { CopyButton } from "../../components/shared/CopyButton";
import { DialogActions, DialogBody } from "../../components/shared/Dialog";
import { Reading } from "../../components/shared/Reading";
import { words } from "../../model/en";
import { useCommand } from "../../state/command";
import { useHost } from "../../state/host";
import { say } from "../../state/toast";
import css from "./Settings.module.css";

interface DiagnosticsDialogProps {
  opened: boolean;
  onClose: () => void;
}

const FILE = "hookloom-diagnostics.txt";

/** Shows all that would be handed on, before it is saved. */
export function DiagnosticsDialog({ opened, onClose }: DiagnosticsDialogProps) {
  const host = useHost();
  const { run, busy } = useCommand();
  const query = useQuery({
    queryKey: ["diagnostics"],
    queryFn: () => host.call({ type: "get_diagnostics" }),
    enabled: opened,
    gcTime: 0,
  });
  const text = query.data?.text ?? "";
  const save = async () => {
    const path = await host.pickSave(FILE);
    if (!path) return;
    const saved = await run({ type: "save_diagnostics", path });
    if (saved === undefined) return;
    say(words.settings.diagnosticsSaved(path));
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={words.settings.diagnosticsTitle} size={720}>
      <DialogBody>
        <p>{words.settings.diagnosticsWords}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <section className={css.inside} aria-label={words.settings.diagnosticsInside} tabIndex={0}>
          <Reading query={query}>
            <CodeView label={words.settings.diagnosticsInside}>{text}</CodeView>
          </Reading>
        </section>
        <DialogActions>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <CopyButton text={text} label={words.settings.diagnosticsCopy} size="sm" withWords />
          <Button variant="filled" loading={busy} disabled={!text} onClick={() => void save()}>
            {words.settings.diagnosticsSave}
          </Button>
        </DialogActions>
      </DialogBody>
    </Modal>
  );
}
