import { ActionIcon, Input, TextInput } from "@mantine/core";
import { words } from "../../model/en";
import { AddLine } from "./AddLine";
import { formCss } from "./FormGrid";
import { Icon } from "./Icon";
import css from "./PairRows.module.css";

interface Pair {
  name: string;
  value: string;
}

interface PairRowsProps {
  label: string;
  /** Path of the list in the form, for finding a row's field. */
  path: string;
  pairs: Pair[];
  onChange: (pairs: Pair[]) => void;
  errors: Record<string, React.ReactNode>;
  names: { name: string; value: string; add: string };
  disabled?: boolean;
}

/** Lines of name and value that come and go. */
export function PairRows(props: PairRowsProps) {
  const { label, path, pairs, onChange, errors, names, disabled = false } = props;
  const edit = (index: number, part: Partial<Pair>) =>
    onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...part } : pair)));

  return (
    <Input.Wrapper label={label} labelElement="div" error={errors[path]}>
      <div className={css.rows} data-path={path}>
        {pairs.map((pair, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
          <div className={css.row} key={index}>
            <TextInput
              className={formCss.mono}
              aria-label={`${names.name} ${index + 1}`}
              placeholder={names.name}
              data-path={`${path}.${index}.name`}
              value={pair.name}
              error={errors[`${path}.${index}.name`]}
              disabled={disabled}
              onChange={(event) => edit(index, { name: event.currentTarget.value })}
            />
            <TextInput
              className={formCss.mono}
              aria-label={`${names.value} ${index + 1}`}
              placeholder={names.value}
              data-path={`${path}.${index}.value`}
              value={pair.value}
              error={errors[`${path}.${index}.value`]}
              disabled={disabled}
              onChange={(event) => edit(index, { value: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={words.send.removePair}
              disabled={disabled}
              onClick={() => onChange(pairs.filter((_, at) => at !== index))}
            >
              <Icon name="x" />
            </ActionIcon>
          </div>
        ))}
        {!disabled && (
          <AddLine onClick={() => onChange([...pairs, { name: "", value: "" }])}>
            {names.add}
          </AddLine>
        )}
      </div>
    </Input.Wrapper>
  );
}
