import { Select, type SelectProps } from "@mantine/core";

interface ChoiceFieldProps extends SelectProps {
  /** What is to be chosen from, each with its name. */
  names: Record<string, string>;
}

/** One of some, of which one is always chosen. */
export function ChoiceField({ names, ...field }: ChoiceFieldProps) {
  const data = Object.entries(names).map(([value, label]) => ({ value, label }));
  return <Select data={data} allowDeselect={false} {...field} />;
}
