import type { UseFormReturnType } from "@mantine/form";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { NumberField } from "../shared/NumberField";

/** When a destination that only fails is paused. */
export function HealthFields({ form }: { form: UseFormReturnType<DestinationDraft> }) {
  return (
    <NumberField
      label={words.destinations.unhealthyAfter}
      description={words.destinations.unhealthyAfterHint}
      unit={words.destinations.hours}
      placeholder={words.destinations.never}
      allowDecimal={false}
      {...form.getInputProps("unhealthy_after_hours")}
    />
  );
}
