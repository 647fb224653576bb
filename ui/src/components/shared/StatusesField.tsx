import { TextInput } from "@mantine/core";
import type { GetInputPropsReturnType } from "@mantine/form";
import { formCss, Wide } from "./FormGrid";

interface StatusesFieldProps {
  label: string;
  description: string;
  /** What ties it to its form. */
  field: GetInputPropsReturnType;
}

/** Statuses of answers, such as 200-299, 404. */
export function StatusesField({ label, description, field }: StatusesFieldProps) {
  return (
    <Wide>
      <TextInput
        className={formCss.mono}
        label={label}
        description={description}
        spellCheck={false}
        {...field}
      />
    </Wide>
  );
}
