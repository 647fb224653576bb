import { Input, NumberInput, type NumberInputProps } from "@mantine/core";
import { useId } from "react";
import { formCss } from "./FormGrid";

interface NumberFieldProps extends NumberInputProps {
  label: string;
  /** Stands after the number as words. */
  unit?: string;
}

/** A number of a few digits with its unit in words behind it. */
export function NumberField({ label, unit, error, description, ...rest }: NumberFieldProps) {
  const id = useId();
  return (
    <Input.Wrapper label={label} id={id} error={error} description={description}>
      <div className={formCss.line}>
        <NumberInput
          id={id}
          className={formCss.number}
          error={Boolean(error)}
          allowNegative={false}
          {...rest}
        />
        {unit && <span className={formCss.unit}>{unit}</span>}
      </div>
    </Input.Wrapper>
  );
}
