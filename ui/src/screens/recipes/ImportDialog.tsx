import { Button, Modal } from "@mantine/core";
import { useRef, useState } from "react";
import { CodeArea } from "../../components/shared/CodeArea";
import { DialogActions, DialogBody } from "../../components/shared/Dialog";
import { Icon } from "../../components/shared/Icon";
import { Note } from "../../components/shared/Note";
import { words } from "../../model/en";
import { endImport, type ImportRequest, useImportRequest } from "../../state/import";
import { useImportPreview } from "../../state/import-preview";
import css from "./Dialogs.module.css";
import { ImportPreviewView } from "./ImportPreviewView";

/** Looks into a recipe from elsewhere, and imports it when the person says so. */
export function ImportDialog() {
  const request = useImportRequest();
  const [shown, setShown] = useState<ImportRequest | null>(null);
  if (request && request !== shown) setShown(request);
  return (
    <Modal
      opened={request !== null}
      onClose={endImport}
      title={words.recipes.importTitle}
      size={640}
    >
      {shown && <Content key={shown.text} initial={shown.text} />}
    </Modal>
  );
}

function Content({ initial }: { initial: string }) {
  const [text, setText] = useState(initial);
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const preview = useImportPreview(text, answers);
  const another = () => {
    setText("");
    setAnswers({});
  };
  if (text.trim() !== "" && preview.data) {
    return (
      <ImportPreviewView
        text={text}
        preview={preview.data}
        answers={answers}
        onAnswers={setAnswers}
        onAnother={another}
      />
    );
  }
  return <Choose text={text} error={preview.error} onText={setText} />;
}

interface ChooseProps {
  text: string;
  error: Error | null;
  onText: (text: string) => void;
}

function Choose({ text, error, onText }: ChooseProps) {
  const file = useRef<HTMLInputElement>(null);
  const read = async (chosen: File | undefined) => {
    if (chosen) onText(await chosen.text());
  };
  return (
    <DialogBody>
      <p className={css.words}>{words.recipes.importWords}</p>
      <div>
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          aria-label={words.recipes.chosenFile}
          hidden
          onChange={(event) => read(event.currentTarget.files?.[0])}
        />
        <Button
          data-autofocus
          leftSection={<Icon name="upload" />}
          onClick={() => file.current?.click()}
        >
          {words.recipes.chooseFile}
        </Button>
      </div>
      <CodeArea
        label={words.recipes.paste}
        placeholder={words.recipes.pastePlaceholder}
        minRows={6}
        maxRows={12}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      {error && (
        <Note tone="failed" icon="failed" role="alert">
          {error.message}
        </Note>
      )}
      <DialogActions>
        <Button onClick={endImport}>{words.common.cancel}</Button>
      </DialogActions>
    </DialogBody>
  );
}
