import { Input, Switch } from "@mantine/core";
import { words } from "../../model/en";
import { formCss, Wide } from "../shared/FormGrid";
import type { AutomationForm } from "./form";

/** Whether the desktop is told of what arrives: of the automation as a whole. */
export function NotifyField({ form }: { form: AutomationForm }) {
  return (
    <Wide>
      <Input.Wrapper
        label={words.send.notify}
        labelElement="div"
        description={words.send.notifyHint}
      >
        <div className={formCss.line}>
          <Switch
            label={words.send.notifyIt}
            {...form.getInputProps("notify_delivered", { type: "checkbox" })}
          />
        </div>
      </Input.Wrapper>
    </Wide>
  );
}
