import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import type { Exported } from "../../bindings/Exported";
import { words } from "../../model/en";
import { endSharing, useExported, useSaveExport, useSharing } from "../../state/export";
import { useAutomations } from "../../state/queries";
import { CodeView } from "../shared/CodeView";
import { CopyButton } from "../shared/CopyButton";
import { DialogActions, DialogBody } from "../shared/Dialog";
import { Icon } from "../shared/Icon";
import { Reading } from "../shared/Reading";
import css from "./ShareDialog.module.css";

/** Automations as a recipe for others: what was taken out, and the text to copy or save. */
export function ShareDialog() {
  const sharing = useSharing();
  const [shown, setShown] = useState<string[]>([]);
  if (sharing && sharing !== shown) setShown(sharing);
  const rows = useAutomations().data ?? [];
  const [first] = shown;
  const name = rows.find((one) => one.automation.id === first)?.automation.settings.name;
  const one = shown.length === 1 && name;
  return (
    <Modal
      opened={sharing !== null}
      onClose={endSharing}
      title={one ? words.share.title(one) : words.share.titleMany(shown.length)}
      size={640}
    >
      {shown.length > 0 && <Content automations={shown} />}
    </Modal>
  );
}

function Content({ automations }: { automations: string[] }) {
  const exported = useExported(automations, "sharing");
  return (
    <Reading query={exported}>
      {exported.data && <Shared exported={exported.data} automations={automations} />}
    </Reading>
  );
}

interface SharedProps {
  exported: Exported;
  automations: string[];
}

function Shared({ exported, automations }: SharedProps) {
  const { save, busy } = useSaveExport();
  const { questions, text, file_name } = exported;
  return (
    <DialogBody>
      <p className={css.words}>
        {questions.length > 0 ? words.share.words : words.share.asksNothing}
      </p>
      {questions.length > 0 && (
        <ul className={css.asked}>
          {questions.map(({ id, label }) => (
            <li key={id}>{label}</li>
          ))}
        </ul>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div className={css.code} tabIndex={0} role="group" aria-label={words.share.file}>
        <CodeView label={words.share.file}>{text}</CodeView>
      </div>
      <DialogActions>
        <Button onClick={endSharing}>{words.share.close}</Button>
        <CopyButton text={text} label={words.share.copy} size="sm" withWords />
        <Button
          variant="filled"
          loading={busy}
          leftSection={<Icon name="upload" />}
          onClick={() => save(automations, "sharing", file_name)}
        >
          {words.share.save}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
