import { ActionIcon, Autocomplete, Select, TagsInput, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { Operator } from "../../bindings/Operator";
import type { SampleField } from "../../bindings/SampleField";
import { needsNoValue, type RowDraft } from "../../model/condition-draft";
import { words } from "../../model/en";
import { isSize } from "../../model/size-unit";
import { Icon } from "../shared/Icon";
import css from "./OnlyIfCard.module.css";
import { SizeField } from "./SizeField";

/** These compare the digits of a number, not how much it is. */
const TEXTUAL = new Set<Operator>([
  "contains",
  "does_not_contain",
  "starts_with",
  "ends_with",
  "matches",
]);

const OPERATORS = Object.keys(words.operators) as Operator[];

export interface ConditionRowsProps {
  path: string;
  rows: RowDraft[];
  onChange: (rows: RowDraft[]) => void;
  /** What the event offers, with its values. */
  fields: SampleField[];
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
          now={fields.find((field) => field.path === row.field)?.value ?? null}
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
  fields: SampleField[];
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
  const paths = fields.map((field) => field.path);
  const renderOption = ({ option }: { option: { value: string } }) => (
    <Option field={fields.find((field) => field.path === option.value)} path={option.value} />
  );
  if (free) {
    return (
      <Autocomplete
        {...shared}
        value={value}
        data={paths}
        renderOption={renderOption}
        onChange={onChange}
      />
    );
  }
  const known = value && !paths.includes(value) ? [...paths, value] : paths;
  return (
    <Select
      {...shared}
      value={value || null}
      data={known.map((path) => ({ value: path, label: words.fields[path] ?? path }))}
      renderOption={renderOption}
      comboboxProps={{ width: 320, position: "bottom-start" }}
      onChange={(field) => field && onChange(field)}
    />
  );
}

/** A field with the value that it has at the moment. */
function Option({ field, path }: { field: SampleField | undefined; path: string }) {
  return (
    <span className={css.option}>
      <span>{words.fields[path] ?? path}</span>
      {field?.value && <span className={css.now}>{field.value}</span>}
    </span>
  );
}

interface ValueFieldProps {
  path: string;
  row: RowDraft;
  /** What the field holds in the sample event. */
  now: string | null;
  error: ReactNode;
  onChange: (part: Partial<RowDraft>) => void;
}

function ValueField({ path, row, now, error, onChange }: ValueFieldProps) {
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
  if (isSize(row.field) && !TEXTUAL.has(row.is)) {
    return <SizeField path={path} bytes={row.value} now={now} error={error} onChange={onChange} />;
  }
  return (
    <TextInput
      aria-label={words.onlyIf.value}
      data-path={path}
      value={row.value}
      placeholder={now ?? undefined}
      error={error}
      onChange={(event) => onChange({ value: event.currentTarget.value })}
    />
  );
}
