import { ActionIcon, Autocomplete, Select, TagsInput, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { Operator } from "../../bindings/Operator";
import { needsNoValue, type RowDraft } from "../../model/condition-draft";
import { words } from "../../model/en";
import { Icon } from "../shared/Icon";
import css from "./OnlyIfCard.module.css";

const OPERATORS = Object.keys(words.operators) as Operator[];

interface ConditionRowsProps {
  path: string;
  rows: RowDraft[];
  onChange: (rows: RowDraft[]) => void;
  fields: string[];
  /** What the event carries is not known before it comes, so any field may be written. */
  free: boolean;
  errors: Record<string, ReactNode>;
}

/** Comparisons, one per row. */
export function ConditionRows({ path, rows, onChange, fields, free, errors }: ConditionRowsProps) {
  const edit = (index: number, part: Partial<RowDraft>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));

  return rows.map((row, index) => {
    const at = `${path}.${index}`;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone
      <div className={css.condition} key={index}>
        <FieldChoice
          path={`${at}.field`}
          value={row.field}
          fields={fields}
          free={free}
          error={errors[`${at}.field`]}
          onChange={(field) => edit(index, { field })}
        />
        <Select
          aria-label={words.onlyIf.is}
          value={row.is}
          data={OPERATORS.map((value) => ({ value, label: words.operators[value] }))}
          onChange={(is) => is && edit(index, { is })}
        />
        <ValueField
          path={`${at}.value`}
          row={row}
          error={errors[`${at}.value`]}
          onChange={(part) => edit(index, part)}
        />
        <ActionIcon
          className={css.remove}
          aria-label={words.onlyIf.removeRow}
          onClick={() => onChange(rows.filter((_, other) => other !== index))}
        >
          <Icon name="x" />
        </ActionIcon>
      </div>
    );
  });
}

interface FieldChoiceProps {
  path: string;
  value: string;
  fields: string[];
  free: boolean;
  error: ReactNode;
  onChange: (field: string) => void;
}

function FieldChoice({ path, value, fields, free, error, onChange }: FieldChoiceProps) {
  const shared = {
    "aria-label": words.onlyIf.field,
    placeholder: words.onlyIf.pickField,
    "data-path": path,
    error,
  };
  if (free) return <Autocomplete {...shared} value={value} data={fields} onChange={onChange} />;
  const known = value && !fields.includes(value) ? [...fields, value] : fields;
  return (
    <Select
      {...shared}
      value={value || null}
      data={known.map((field) => ({ value: field, label: words.fields[field] ?? field }))}
      onChange={(field) => field && onChange(field)}
    />
  );
}

interface ValueFieldProps {
  path: string;
  row: RowDraft;
  error: ReactNode;
  onChange: (part: Partial<RowDraft>) => void;
}

function ValueField({ path, row, error, onChange }: ValueFieldProps) {
  if (needsNoValue(row.is)) return null;
  if (row.is === "is_one_of") {
    return (
      <TagsInput
        aria-label={words.onlyIf.values}
        data-path={path}
        value={row.values}
        error={error}
        splitChars={[","]}
        acceptValueOnBlur
        onChange={(values) => onChange({ values })}
      />
    );
  }
  return (
    <TextInput
      aria-label={words.onlyIf.value}
      data-path={path}
      value={row.value}
      error={error}
      onChange={(event) => onChange({ value: event.currentTarget.value })}
    />
  );
}
