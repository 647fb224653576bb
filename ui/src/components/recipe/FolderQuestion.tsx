import { Button, TextInput } from "@mantine/core";
import { words } from "../../model/en";
import { useCommand } from "../../state/command";
import { useFolderLook } from "../../state/folder-look";
import { useHost } from "../../state/host";
import { say } from "../../state/toast";
import { formCss } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import type { QuestionFieldProps } from "./QuestionField";
import css from "./QuestionFields.module.css";

/** A folder, which can be made from here when it isn't there. */
export function FolderQuestion({ question, path, answer, problem, onAnswer }: QuestionFieldProps) {
  const host = useHost();
  const { run, busy } = useCommand();
  const { look, refetch } = useFolderLook({
    ...{ folder: answer, subfolders: false, only: ["*"], ignore: [], poll: true },
  });
  const missing = look?.type === "missing";
  const choose = async () => {
    const chosen = await host.pickFolder();
    if (chosen) onAnswer(chosen);
  };
  const create = async () => {
    if ((await run({ type: "create_folder", folder: answer })) === undefined) return;
    say(words.when.folderMade);
    await refetch();
  };
  return (
    <div>
      <div className={css.line}>
        <TextInput
          className={`${css.grow} ${formCss.mono}`}
          label={question.label}
          description={question.hint}
          placeholder={question.example}
          leftSection={<Icon name="folder" />}
          spellCheck={false}
          value={answer}
          error={missing ? look.message : look?.type === "seen" ? undefined : problem}
          data-path={path}
          onChange={(event) => onAnswer(event.currentTarget.value)}
        />
        <Button mt={20} onClick={choose}>
          {words.recipes.choose}
        </Button>
      </div>
      {missing && (
        <Button size="xs" variant="link" className={css.create} loading={busy} onClick={create}>
          {words.when.createIt}
        </Button>
      )}
    </div>
  );
}
