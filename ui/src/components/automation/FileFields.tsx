import { Checkbox, Input, Select, Switch, TagsInput } from "@mantine/core";
import type { FileEventKind } from "../../bindings/FileEventKind";
import type { Several } from "../../bindings/Several";
import { words } from "../../model/en";
import { ignorePatterns, presetTags, shownIgnore } from "../../model/ignore";
import type { FolderLooking } from "../../state/folder-look";
import { FormGrid, formCss, Wide } from "../shared/FormGrid";
import { NumberField } from "../shared/NumberField";
import { ContentFields } from "./ContentFields";
import { FolderField } from "./FolderField";
import type { AutomationForm } from "./form";

const KINDS: FileEventKind[] = ["added", "changed", "renamed", "deleted"];
const SEVERAL = Object.keys(words.when.severalChoices) as Several[];

interface FileFieldsProps {
  form: AutomationForm;
  /** The automation that is edited, if it was saved once. */
  id: string | null;
  /** What the runner finds in the folder. */
  looking: FolderLooking;
}

/** Which folder is watched, which files count, what must happen to them. */
export function FileFields({ form, id, looking }: FileFieldsProps) {
  const { file } = form.values;
  return (
    <FormGrid>
      <Wide>
        <FolderField form={form} id={id} looking={looking} />
      </Wide>
      <TagsInput
        label={words.when.only}
        description={words.when.onlyHint}
        splitChars={[",", " "]}
        acceptValueOnBlur
        {...form.getInputProps("file.only")}
        error={form.errors["file.only"] ?? looking.problemOf("only")}
      />
      <TagsInput
        label={words.when.ignore}
        data={presetTags}
        splitChars={["|"]}
        acceptValueOnBlur
        {...form.getInputProps("file.ignore")}
        error={form.errors["file.ignore"] ?? looking.problemOf("ignore")}
        value={shownIgnore(file.ignore)}
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
        description={words.when.settleHint}
        decimalScale={1}
        {...form.getInputProps("file.settle_seconds")}
      />
      <Select
        label={words.when.several}
        description={file.several === "group" ? words.when.groupHint : undefined}
        data={SEVERAL.map((value) => ({ value, label: words.when.severalChoices[value] }))}
        {...form.getInputProps("file.several")}
      />
      <Input.Wrapper label={words.when.also} labelElement="div">
        <div className={formCss.line}>
          <Switch
            label={words.when.subfolders}
            {...form.getInputProps("file.subfolders", { type: "checkbox" })}
          />
          <Switch
            label={words.when.content}
            checked={file.content !== "none"}
            onChange={(event) =>
              form.setFieldValue("file.content", event.currentTarget.checked ? "text" : "none")
            }
          />
        </div>
      </Input.Wrapper>
      {file.content !== "none" && <ContentFields form={form} />}
      <Wide>
        <Switch
          label={words.when.whileAway}
          description={words.when.whileAwayHint}
          {...form.getInputProps("file.while_away", { type: "checkbox" })}
        />
      </Wide>
    </FormGrid>
  );
}

function KindBox({ form, kind }: { form: AutomationForm; kind: FileEventKind }) {
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
