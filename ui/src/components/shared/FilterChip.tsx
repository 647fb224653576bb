import { Menu } from "@mantine/core";
import { words } from "../../model/en";
import css from "./FilterChip.module.css";
import { Icon } from "./Icon";
import type { IconName } from "./icon-shapes";

interface FilterChipProps<Value extends string> {
  /** What is filtered by, as long as nothing is chosen. */
  label: string;
  value: Value | null;
  options: { value: Value; label: string; icon?: IconName }[];
  onChange: (value: Value | null) => void;
}

/** A filter of a list: a round button with a menu; blue while it leaves something out. */
export function FilterChip<Value extends string>(props: FilterChipProps<Value>) {
  const { label, value, options, onChange } = props;
  const chosen = options.find((option) => option.value === value);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button
          type="button"
          className={`${css.chip} ${value ? css.on : ""}`}
          aria-label={chosen ? words.common.filteredBy(label, chosen.label) : label}
        >
          <span className={css.words}>{chosen?.label ?? label}</span>
          <Icon name="down" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          data-autofocus
          rightSection={value === null && <Icon name="check" size={14} />}
          onClick={() => onChange(null)}
        >
          {words.common.any}
        </Menu.Item>
        {options.map((option) => (
          <Menu.Item
            key={option.value}
            leftSection={option.icon && <Icon name={option.icon} />}
            rightSection={option.value === value && <Icon name="check" size={14} />}
            onClick={() => onChange(option.value)}
          >
            {option.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
