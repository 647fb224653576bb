import { NumberInput, type NumberInputProps } from "@mantine/core";
import { formCss } from "./FormGrid";

interface NumberFieldProps extends NumberInputProps {
  label: string;
  /** Stands after the number as words. */
  unit?: string;
}

/** A number of a few digits with its unit in words behind it. */
export function NumberField({ unit, ...rest }: NumberFieldProps) {
  return (
    <NumberInput
      classNames={{ wrapper: formCss.number }}
      inputContainer={(input) => (
        <div className={formCss.line}>
          {input}
          {unit && <span className={formCss.unit}>{unit}</span>}
        </div>
      )}
      allowNegative={false}
      {...rest}
    />
  );
}
