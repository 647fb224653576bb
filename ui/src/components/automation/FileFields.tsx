import { Button, Checkbox, Input, Switch, TagsInput, TextInput } from "@mantine/core";
import type { FileEventKind } from "../../bindings/FileEventKind";
import { words } from "../../model/en";
import { ignorePatterns, shownIgnore } from "../../model/ignore";
import { useHost } from "../../state/host";
import { FormGrid, formCss, Wide } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import { NumberField } from "../shared/NumberField";
import type { AutomationForm } from "./form";

const KINDS: FileEventKind[] = ["added", "changed", "renamed", "deleted"];

interface FileFieldsProps {
  form: AutomationForm;
}

/** Which folder is watched, which files count, what must happen to them. */
export function FileFields({ form }: FileFieldsProps) {
  return (
    <FormGrid>
      <Wide>
        <FolderField form={form} />
      </Wide>
      <TagsInput
        label={words.when.only}
        description={words.when.onlyHint}
        splitChars={[",", " "]}
        acceptValueOnBlur
        {...form.getInputProps("file.only")}
      />
      <TagsInput
        label={words.when.ignore}
        data={[words.when.preset]}
        splitChars={["|"]}
        acceptValueOnBlur
        {...form.getInputProps("file.ignore")}
        value={shownIgnore(form.values.file.ignore)}
        onChange={(shown) => form.setFieldValue("file.ignore", ignorePatterns(shown))}
      />
      <Input.Wrapper
        label={words.when.on}
        labelElement="div"
        error={form.errors["file.on"]}
        role="group"
        aria-label={words.when.on}
      >
        <div className={formCss.line} data-path="file.on">
          {KINDS.map((kind) => (
            <KindBox key={kind} form={form} kind={kind} />
          ))}
        </div>
      </Input.Wrapper>
      <NumberField
        label={words.when.settle}
        unit={words.when.seconds}
        decimalScale={1}
        {...form.getInputProps("file.settle_seconds")}
      />
      <Wide>
        <Input.Wrapper label={words.when.also} labelElement="div">
          <div className={formCss.line}>
            <Switch
              label={words.when.subfolders}
              {...form.getInputProps("file.subfolders", { type: "checkbox" })}
            />
            <Switch
              label={words.when.whileAway}
              {...form.getInputProps("file.while_away", { type: "checkbox" })}
            />
          </div>
        </Input.Wrapper>
      </Wide>
    </FormGrid>
  );
}

function FolderField({ form }: FileFieldsProps) {
  const host = useHost();
  const { folder } = form.values.file;
  const choose = async () => {
    const chosen = await host.pickFolder(folder || undefined);
    if (chosen) form.setFieldValue("file.folder", chosen);
  };
  return (
    <div className={formCss.fields}>
      <TextInput
        className={`${formCss.grow} ${formCss.mono}`}
        label={words.when.folder}
        description={words.when.folderHint}
        leftSection={<Icon name="folder" />}
        spellCheck={false}
        {...form.getInputProps("file.folder")}
      />
      <Button mt={20} onClick={choose}>
        {words.when.choose}
      </Button>
    </div>
  );
}

function KindBox({ form, kind }: FileFieldsProps & { kind: FileEventKind }) {
  const { on } = form.values.file;
  const toggle = (wanted: boolean) =>
    form.setFieldValue(
      "file.on",
      KINDS.filter((one) => (one === kind ? wanted : on.includes(one))),
    );
  return (
    <Checkbox
      label={words.fileKinds[kind]}
      checked={on.includes(kind)}
      onChange={(event) => toggle(event.currentTarget.checked)}
    />
  );
}
