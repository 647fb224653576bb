import { Button, TextInput } from "@mantine/core";
import type { FolderLook } from "../../bindings/FolderLook";
import { words } from "../../model/en";
import { useCommand } from "../../state/command";
import type { FolderLooking } from "../../state/folder-look";
import { useHost } from "../../state/host";
import { say } from "../../state/toast";
import { formCss } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import { Note } from "../shared/Note";
import { ExistingFiles } from "./ExistingFiles";
import css from "./FolderField.module.css";
import type { AutomationForm } from "./form";

interface FolderFieldProps {
  form: AutomationForm;
  id: string | null;
  looking: FolderLooking;
}

/** The folder, and what the runner finds in it. */
export function FolderField({ form, id, looking }: FolderFieldProps) {
  const host = useHost();
  const { run, busy } = useCommand();
  const { folder, poll } = form.values.file;
  const { look, problemOf, refetch } = looking;
  const choose = async () => {
    const chosen = await host.pickFolder(folder || undefined);
    if (chosen) form.setFieldValue("file.folder", chosen);
  };
  const create = async () => {
    if ((await run({ type: "create_folder", folder })) === undefined) return;
    form.clearFieldError("file.folder");
    say(words.when.folderMade);
    await refetch();
  };
  const found = look?.type === "missing" || look?.type === "unusable" ? look.message : undefined;
  return (
    <div className={css.folder}>
      <div className={formCss.fields}>
        <TextInput
          className={`${formCss.grow} ${formCss.mono}`}
          label={words.when.folder}
          description={folder === "" ? words.when.folderHint : undefined}
          leftSection={<Icon name="folder" />}
          spellCheck={false}
          {...form.getInputProps("file.folder")}
          error={form.errors["file.folder"] ?? found ?? problemOf("folder")}
        />
        <Button mt={20} onClick={choose}>
          {words.when.choose}
        </Button>
      </div>
      {look?.type === "missing" && (
        <div className={css.line}>
          <Button size="xs" variant="link" onClick={create} loading={busy}>
            {words.when.createIt}
          </Button>
        </div>
      )}
      {look?.type === "seen" && (
        <>
          <div className={css.line}>
            <span aria-live="polite">
              {matches(look)} {words.when.existingDont}
            </span>
            <ExistingFiles form={form} id={id} />
          </div>
          {look.shortage && (
            <Note
              tone="waiting"
              icon="warn"
              action={
                <Button size="xs" onClick={() => form.setFieldValue("file.poll", true)}>
                  {words.when.checkInstead}
                </Button>
              }
            >
              {words.when.tooMany(look.shortage.needed, look.shortage.allowed)}
            </Note>
          )}
          {look.note && <Note>{look.note}</Note>}
        </>
      )}
      {poll && (
        <Note
          action={
            <Button size="xs" onClick={() => form.setFieldValue("file.poll", false)}>
              {words.when.watchInstead}
            </Button>
          }
        >
          {words.when.polled}
        </Note>
      )}
    </div>
  );
}

function matches({ files, more, names }: Extract<FolderLook, { type: "seen" }>): string {
  if (names.length === 0) return words.when.matches(files, more);
  return words.when.matchesSuch(files, more, names.slice(0, 2).join(", "));
}
