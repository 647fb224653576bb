import { TextInput } from "@mantine/core";
import { useRef } from "react";
import { useShortcut } from "../../state/keyboard";
import { Icon } from "./Icon";
import { Keys } from "./Keys";
import css from "./SearchField.module.css";

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** The search of a screen: `/` leads to it, Escape empties it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useShortcut("search", () => field.current?.focus());
  return (
    <TextInput
      ref={field}
      className={css.search}
      classNames={{ input: css.input }}
      type="search"
      aria-label={label}
      placeholder={label}
      value={value}
      spellCheck={false}
      leftSection={<Icon name="search" />}
      leftSectionWidth={32}
      rightSection={value ? undefined : <Keys of="search" />}
      rightSectionPointerEvents="none"
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        if (value) onChange("");
        else event.currentTarget.blur();
      }}
    />
  );
}
