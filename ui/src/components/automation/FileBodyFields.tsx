import { TextInput } from "@mantine/core";
import { words } from "../../model/en";
import { formCss, Wide } from "../shared/FormGrid";
import { NumberField } from "../shared/NumberField";
import type { AutomationForm } from "./form";
import { PartRows } from "./PartRows";

interface FileBodyFieldsProps {
  form: AutomationForm;
  index: number;
}

/** A body that is the file itself: what it is called, and how large it may be. */
export function FileBodyFields({ form, index }: FileBodyFieldsProps) {
  const at = `sends.${index}`;
  return (
    <>
      <TextInput
        className={formCss.mono}
        label={words.uploads.contentType}
        placeholder={words.uploads.contentTypeByName}
        description={words.uploads.fileHint}
        spellCheck={false}
        {...form.getInputProps(`${at}.content_type`)}
      />
      <NumberField
        label={words.uploads.maxFile}
        unit={words.uploads.mb}
        allowDecimal={false}
        {...form.getInputProps(`${at}.max_mb`)}
      />
    </>
  );
}

/** A body of fields and files. */
export function MultipartFields({ form, index }: FileBodyFieldsProps) {
  const at = `sends.${index}`;
  const parts = form.values.sends[index]?.parts ?? [];
  return (
    <>
      <Wide>
        <PartRows
          path={`${at}.parts`}
          parts={parts}
          onChange={(changed) => form.setFieldValue(`${at}.parts`, changed)}
          errors={form.errors}
          files={form.values.when === "file"}
        />
      </Wide>
      {parts.some((part) => part.type === "file") && (
        <Wide>
          <NumberField
            label={words.uploads.maxFiles}
            unit={words.uploads.mb}
            description={words.uploads.fileHint}
            allowDecimal={false}
            {...form.getInputProps(`${at}.max_mb`)}
          />
        </Wide>
      )}
    </>
  );
}
