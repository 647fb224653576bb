import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { fileTrigger } from "../../model/automation-draft";
import { words } from "../../model/en";
import { sameValue } from "../../model/same-value";
import { useCommand } from "../../state/command";
import { useAutomations } from "../../state/queries";
import { say } from "../../state/toast";
import { ConfirmDialog } from "../shared/ConfirmDialog";
import type { AutomationForm } from "./form";

interface ExistingFilesProps {
  form: AutomationForm;
  id: string | null;
}

/** Runs an automation for the files that are there already; how many is said first. */
export function ExistingFiles({ form, id }: ExistingFilesProps) {
  const { run, busy } = useCommand();
  const [asked, setAsked] = useState<number | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const saved = useAutomations().data?.find((row) => row.automation.id === id);
  const trigger = { type: "file", ...fileTrigger(form.values.file, []) };
  if (!id || !saved || !sameValue(saved.automation.settings.trigger, trigger)) {
    return <span>{words.when.saveFirst}</span>;
  }

  const count = async () => {
    const found = await run({ type: "count_existing_files", id });
    if (!found) return;
    if (found.files === 0) say(words.when.existingNone, "info");
    else setAsked(found.files);
  };
  const goOn = async () => {
    const done = await run({ type: "run_existing_files", id });
    setAsked(null);
    if (done) say(words.when.existingDone(done.files));
  };
  return (
    <>
      <Button ref={button} size="xs" variant="link" onClick={count} loading={busy}>
        {words.when.runExisting}
      </Button>
      <ConfirmDialog
        opened={asked !== null}
        title={words.when.existingTitle(asked ?? 0)}
        confirm={words.when.existingRun(asked ?? 0)}
        onConfirm={goOn}
        onClose={() => setAsked(null)}
        busy={busy}
        returnTo={button}
      >
        {words.when.existingWords}
      </ConfirmDialog>
    </>
  );
}
