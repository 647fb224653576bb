import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import type { ImportPreview } from "../../bindings/ImportPreview";
import { QuestionFields } from "../../components/recipe/QuestionFields";
import { DialogBody, SubmitActions } from "../../components/shared/Dialog";
import { Note } from "../../components/shared/Note";
import { words } from "../../model/en";
import { firstAnswers } from "../../model/recipes";
import { endImport } from "../../state/import";
import { useImport, writtenBy } from "../../state/import-preview";
import css from "./Dialogs.module.css";
import { ImportItems } from "./ImportItems";

interface ImportPreviewViewProps {
  text: string;
  preview: ImportPreview;
  answers: Record<string, string>;
  onAnswers: (answers: Record<string, string>) => void;
  onAnother: () => void;
}

/** What an import would do, with what it asks and what it would contact. */
export function ImportPreviewView(props: ImportPreviewViewProps) {
  const { text, preview, answers, onAnswers, onAnother } = props;
  const [leaveOut, setLeaveOut] = useState<string[]>([]);
  const [keepSwitches, setKeepSwitches] = useState(false);
  const { importIt, busy, problems } = useImport();
  const toggle = (name: string) =>
    setLeaveOut(
      leaveOut.includes(name) ? leaveOut.filter((one) => one !== name) : [...leaveOut, name],
    );
  const general = preview.problems.filter(({ field }) => !field.startsWith("answers."));
  const writes = preview.items.some((item) => item.state !== "same");
  const written = writtenBy(preview, leaveOut);
  return (
    <DialogBody onSubmit={() => void importIt({ text, answers, leaveOut, keepSwitches })}>
      <div>
        <p className={css.name}>{preview.name}</p>
        {preview.sentence && <p className={css.words}>{preview.sentence}</p>}
      </div>
      <section aria-label={words.recipes.inIt}>
        <h3 className={css.part}>{words.recipes.inIt}</h3>
        <ImportItems items={preview.items} leaveOut={leaveOut} onToggle={toggle} />
      </section>
      <Hosts hosts={preview.hosts} />
      <QuestionFields
        questions={preview.questions}
        answers={{ ...firstAnswers(preview.questions), ...answers }}
        problems={problems}
        onChange={onAnswers}
      />
      <Missing sentences={preview.missing} />
      {[...general, ...problems.filter(({ path }) => !path)].map(({ message }) => (
        <Note key={message} tone="failed" icon="failed" role="alert">
          {message}
        </Note>
      ))}
      {preview.kind === "backup" ? (
        <Checkbox
          label={words.recipes.keepSwitches}
          checked={keepSwitches}
          onChange={(event) => setKeepSwitches(event.currentTarget.checked)}
        />
      ) : (
        <p className={css.words}>{words.recipes.arriveOff}</p>
      )}
      {!writes && <Note>{words.recipes.nothingNew}</Note>}
      <SubmitActions
        verb={written > 0 ? words.recipes.importVerb(written) : words.recipes.importAll}
        onCancel={endImport}
        busy={busy}
        disabled={!writes}
        aside={
          <Button variant="quiet" onClick={onAnother}>
            {words.recipes.another}
          </Button>
        }
      />
    </DialogBody>
  );
}

function Hosts({ hosts }: { hosts: string[] }) {
  if (hosts.length === 0) return <p className={css.words}>{words.recipes.noHosts}</p>;
  return (
    <section aria-label={words.recipes.hosts}>
      <h3 className={css.part}>{words.recipes.hosts}</h3>
      <ul className={css.hosts}>
        {hosts.map((host) => (
          <li key={host}>{host}</li>
        ))}
      </ul>
    </section>
  );
}

function Missing({ sentences }: { sentences: string[] }) {
  if (sentences.length === 0) return null;
  return (
    <Note tone="waiting" icon="warn">
      {words.recipes.missing}
      <ul className={css.missing}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Note>
  );
}
