import { Select } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { WhenFull } from "../../bindings/WhenFull";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { FormGrid } from "../shared/FormGrid";
import { NumberField } from "../shared/NumberField";

const RULES = Object.keys(words.limits.whenFull) as WhenFull[];

/** How much may wait for a destination at the most. */
export function LimitFields({ form }: { form: UseFormReturnType<DestinationDraft> }) {
  const { waiting } = form.values.limits;
  return (
    <FormGrid even>
      <NumberField
        label={words.limits.waiting}
        unit={words.limits.waitingUnit}
        placeholder={words.limits.none}
        description={words.limits.waitingHint}
        allowDecimal={false}
        {...form.getInputProps("limits.waiting")}
      />
      {waiting !== "" && (
        <Select
          label={words.limits.full}
          description={words.limits.fullHints[form.values.limits.when_full]}
          data={RULES.map((value) => ({ value, label: words.limits.whenFull[value] }))}
          allowDeselect={false}
          {...form.getInputProps("limits.when_full")}
        />
      )}
    </FormGrid>
  );
}
