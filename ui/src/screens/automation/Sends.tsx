import { useState } from "react";
import type { AutomationForm } from "../../components/automation/form";
import { SendCard } from "../../components/automation/SendCard";
import { NewDestinationDialog } from "../../components/destination/NewDestinationDialog";
import { newSend } from "../../model/send-draft";
import type { Trial } from "../../state/trial";
import { Step } from "./Step";

interface SendsProps {
  form: AutomationForm;
  trial: Trial;
}

/** Where it goes: one card for each destination. */
export function Sends({ form, trial }: SendsProps) {
  const { sends } = form.values;
  const [makingFor, setMakingFor] = useState<number | null>(null);
  const remove = (index: number) => {
    form.clearErrors();
    form.removeListItem("sends", index);
  };
  return (
    <>
      {sends.map((_, index) => {
        const last = index === sends.length - 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a send is known by its place alone
          <Step key={index} last={last} onFocus={() => trial.showSend(index)}>
            <SendCard
              form={form}
              index={index}
              trial={trial}
              onNewDestination={() => setMakingFor(index)}
              onAnother={last ? () => form.insertListItem("sends", newSend(null)) : undefined}
              onRemove={sends.length > 1 ? () => remove(index) : undefined}
            />
          </Step>
        );
      })}
      <NewDestinationDialog
        opened={makingFor !== null}
        onClose={() => setMakingFor(null)}
        onMade={(id) => form.setFieldValue(`sends.${makingFor}.destination`, id)}
      />
    </>
  );
}
