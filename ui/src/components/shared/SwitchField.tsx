import { Input, Switch } from "@mantine/core";
import type { GetInputPropsReturnType } from "@mantine/form";
import type { ReactNode } from "react";
import { formCss, Wide } from "./FormGrid";

interface SwitchFieldProps {
  /** What it is about, over both columns. */
  label: ReactNode;
  description: ReactNode;
  /** What is so while it is on. */
  on: ReactNode;
  /** What ties it to its form. */
  field: GetInputPropsReturnType;
}

/** One switch with a name and a sentence, as fields have them. */
export function SwitchField({ label, description, on, field }: SwitchFieldProps) {
  return (
    <Wide>
      <Input.Wrapper label={label} labelElement="div">
        <div className={formCss.line}>
          <Switch label={on} description={description} {...field} />
        </div>
      </Input.Wrapper>
    </Wide>
  );
}
