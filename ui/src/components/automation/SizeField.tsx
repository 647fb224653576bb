import { Select, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { words } from "../../model/en";
import { bytesOf, inUnit, SIZE_UNITS, type SizeUnit, unitOf } from "../../model/size-unit";
import css from "./OnlyIfCard.module.css";

interface SizeFieldProps {
  path: string;
  /** The size as it is kept. */
  bytes: string;
  /** What the field holds in the sample event. */
  now: string | null;
  error: ReactNode;
  onChange: (part: { value: string }) => void;
}

/** A size in the unit that one thinks in; kept are plain bytes. */
export function SizeField({ path, bytes, now, error, onChange }: SizeFieldProps) {
  const [unit, setUnit] = useState<SizeUnit>(() => unitOf(bytes));
  const [written, setWritten] = useState(() => inUnit(bytes, unit));
  // What was changed from elsewhere, as by undoing, is shown in the unit that suits it.
  if (bytesOf(written, unit) !== bytes) {
    const suited = unitOf(bytes);
    setUnit(suited);
    setWritten(inUnit(bytes, suited));
  }
  const write = (text: string, of: SizeUnit) => {
    setWritten(text);
    setUnit(of);
    onChange({ value: bytesOf(text, of) });
  };
  return (
    <div className={css.size}>
      <TextInput
        aria-label={words.onlyIf.value}
        data-path={path}
        inputMode="decimal"
        value={written}
        placeholder={now ? inUnit(now, unit) : undefined}
        error={error}
        onChange={(event) => write(event.currentTarget.value, unit)}
      />
      <Select
        aria-label={words.onlyIf.unit}
        value={unit}
        data={SIZE_UNITS.map((value) => ({ value, label: words.onlyIf.units[value] }))}
        onChange={(of) => of && write(written, of as SizeUnit)}
      />
    </div>
  );
}
