import { NumberInput } from "@mantine/core";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { point, thousands } from "../../model/en/format";
import css from "./NumberSetting.module.css";
import type { Named } from "./SettingRow";

interface NumberSettingProps {
  named: Named;
  value: number;
  /** Told once the number is whole: on leaving the field, or with Enter. */
  onChange: (value: number) => Promise<boolean>;
  error?: boolean;
  /** The name of its own, where a row has two numbers. */
  label?: string;
  wide?: boolean;
}

/** A number that counts as soon as it was entered. */
export function NumberSetting(props: NumberSettingProps) {
  const { named, value, onChange, error = false, label, wide = false } = props;
  const [typed, setTyped] = useState<number | string>(value);
  useEffect(() => setTyped(value), [value]);
  const input = useRef<HTMLInputElement>(null);
  const described = named["aria-describedby"];
  useLayoutEffect(() => {
    // The library gives this attribute to words of its own alone.
    if (described) input.current?.setAttribute("aria-describedby", described);
  });

  const enter = async () => {
    if (typed === value) return;
    if (typed === "") return setTyped(value);
    await onChange(Number(typed));
  };
  return (
    <NumberInput
      {...(label ? { "aria-label": label } : named)}
      ref={input}
      className={wide ? css.wide : css.field}
      value={typed}
      onChange={setTyped}
      onBlur={() => void enter()}
      onKeyDown={(event) => {
        if (event.key === "Enter") void enter();
        if (event.key === "Escape") setTyped(value);
      }}
      allowNegative={false}
      allowDecimal={false}
      thousandSeparator={wide ? thousands : undefined}
      decimalSeparator={point}
      maxLength={11}
      error={error}
    />
  );
}
