import { Select } from "@mantine/core";
import { words } from "../../model/en";
import { NumberField } from "../shared/NumberField";
import type { AutomationForm } from "./form";

const KINDS = Object.keys(words.when.contentKinds) as (keyof typeof words.when.contentKinds)[];

/** How the content of files goes along, and how much of it. */
export function ContentFields({ form }: { form: AutomationForm }) {
  return (
    <>
      <Select
        label={words.when.contentAs}
        data={KINDS.map((value) => ({ value, label: words.when.contentKinds[value] }))}
        {...form.getInputProps("file.content")}
      />
      <NumberField
        label={words.when.contentLimit}
        unit={words.when.kb}
        description={words.when.contentHint}
        allowDecimal={false}
        {...form.getInputProps("file.content_kb")}
      />
    </>
  );
}
