import { words } from "../../model/en";
import { SwitchField } from "../shared/SwitchField";
import type { AutomationForm } from "./form";

/** Whether the desktop is told of what arrives: of the automation as a whole. */
export function NotifyField({ form }: { form: AutomationForm }) {
  return (
    <SwitchField
      label={words.send.notify}
      description={words.send.notifyHint}
      on={words.send.notifyIt}
      field={form.getInputProps("notify_delivered", { type: "checkbox" })}
    />
  );
}
