import { Button } from "@mantine/core";
import { useState } from "react";
import { words } from "../../model/en";
import { FormGrid } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import { NumberField } from "../shared/NumberField";
import type { AutomationForm } from "./form";
import css from "./LimitFields.module.css";

/** How much an automation sends at the most. Unfolded when there is a limit. */
export function LimitFields({ form }: { form: AutomationForm }) {
  const { limits, when } = form.values;
  const [opened, setOpened] = useState(false);
  const limited = limits.per_minute !== "" || limits.ignore_repeats_seconds !== "";
  const broken = Object.keys(form.errors).some((path) => path.startsWith("limits."));
  if (!opened && !limited && !broken) {
    return (
      <Button
        className={css.open}
        size="xs"
        variant="link"
        leftSection={<Icon name="plus" size={14} />}
        onClick={() => setOpened(true)}
      >
        {words.limits.open}
      </Button>
    );
  }
  const none = () => {
    setOpened(false);
    form.setFieldValue("limits", { per_minute: "", ignore_repeats_seconds: "" });
  };
  return (
    <div className={css.limits} role="group" aria-label={words.limits.about}>
      <FormGrid>
        <NumberField
          label={words.limits.perMinute}
          unit={words.limits.perMinuteUnit}
          placeholder={words.limits.none}
          allowDecimal={false}
          {...form.getInputProps("limits.per_minute")}
        />
        {when === "file" && (
          <NumberField
            label={words.limits.repeats}
            unit={words.when.seconds}
            placeholder={words.limits.none}
            allowDecimal={false}
            {...form.getInputProps("limits.ignore_repeats_seconds")}
          />
        )}
      </FormGrid>
      <Button className={css.open} size="xs" variant="link" onClick={none}>
        {words.limits.remove}
      </Button>
    </div>
  );
}
