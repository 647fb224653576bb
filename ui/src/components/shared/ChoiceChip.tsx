import { Menu } from "@mantine/core";
import type { ReactNode } from "react";
import { words } from "../../model/en";
import css from "./FilterChip.module.css";
import { Icon } from "./Icon";

interface ChoiceChipProps<Value extends string> {
  /** What is filtered by, as long as nothing is chosen. */
  label: string;
  /** How several chosen ones are called together. */
  several: (n: number) => string;
  values: Value[];
  /** `mark` shows an option the way it is shown elsewhere. */
  options: { value: Value; label: string; mark?: ReactNode }[];
  onChange: (values: Value[]) => void;
}

/** A filter of which several can be chosen; its menu stays open meanwhile. */
export function ChoiceChip<Value extends string>(props: ChoiceChipProps<Value>) {
  const { label, several, values, options, onChange } = props;
  const chosen = options.filter((option) => values.includes(option.value));
  const [first] = chosen;
  const told = chosen.length > 1 ? several(chosen.length) : first?.label;
  const toggle = (value: Value) =>
    onChange(values.includes(value) ? values.filter((one) => one !== value) : [...values, value]);
  return (
    <Menu position="bottom-start" closeOnItemClick={false}>
      <Menu.Target>
        <button
          type="button"
          className={`${css.chip} ${told ? css.on : ""}`}
          aria-label={told ? words.common.filteredBy(label, told) : label}
        >
          <span className={css.words}>{told ?? label}</span>
          <Icon name="down" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.CheckboxItem
          data-autofocus
          closeMenuOnClick
          className={css.option}
          checked={values.length === 0}
          rightSection={values.length === 0 && <Icon name="check" size={14} />}
          onChange={() => onChange([])}
        >
          {words.common.any}
        </Menu.CheckboxItem>
        {options.map((option) => (
          <Menu.CheckboxItem
            key={option.value}
            className={css.option}
            checked={values.includes(option.value)}
            rightSection={values.includes(option.value) && <Icon name="check" size={14} />}
            onChange={() => toggle(option.value)}
          >
            {option.mark ?? option.label}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
