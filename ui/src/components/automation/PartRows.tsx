import { ActionIcon, Input, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { MultipartPart } from "../../bindings/MultipartPart";
import { words } from "../../model/en";
import { AddLine } from "../shared/AddLine";
import { Icon } from "../shared/Icon";
import rows from "../shared/PairRows.module.css";
import css from "./PartRows.module.css";

interface PartRowsProps {
  /** Path of the list in the form, for finding a row's field. */
  path: string;
  parts: MultipartPart[];
  onChange: (parts: MultipartPart[]) => void;
  errors: Record<string, ReactNode>;
  /** Whether events of this automation are about files. */
  files: boolean;
}

/** The lines of a form: fields with their values, and the event's file. */
export function PartRows({ path, parts, onChange, errors, files }: PartRowsProps) {
  const put = (index: number, part: MultipartPart) =>
    onChange(parts.map((old, at) => (at === index ? part : old)));
  const add = (part: MultipartPart) => onChange([...parts, part]);
  return (
    <Input.Wrapper label={words.uploads.parts} labelElement="div" error={errors[path]}>
      <div className={rows.rows} data-path={path}>
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
          <div className={rows.row} key={index}>
            <TextInput
              className={rows.mono}
              aria-label={words.uploads.partName(index + 1)}
              placeholder={words.uploads.fieldName}
              data-path={`${path}.${index}.name`}
              spellCheck={false}
              value={part.name}
              error={errors[`${path}.${index}.name`]}
              onChange={(event) => put(index, { ...part, name: event.currentTarget.value })}
            />
            {part.type === "field" ? (
              <TextInput
                className={rows.mono}
                aria-label={words.uploads.partValue(index + 1)}
                placeholder={words.uploads.value}
                data-path={`${path}.${index}.value`}
                spellCheck={false}
                value={part.value}
                error={errors[`${path}.${index}.value`]}
                onChange={(event) => put(index, { ...part, value: event.currentTarget.value })}
              />
            ) : (
              <span className={css.file}>
                <Icon name="file" size={14} />
                {words.uploads.theFile}
              </span>
            )}
            <ActionIcon
              aria-label={words.uploads.removePart}
              onClick={() => onChange(parts.filter((_, at) => at !== index))}
            >
              <Icon name="x" />
            </ActionIcon>
          </div>
        ))}
        <div className={css.adds}>
          <AddLine onClick={() => add({ type: "field", name: "", value: "" })}>
            {words.uploads.addField}
          </AddLine>
          {files && (
            <AddLine onClick={() => add({ type: "file", name: "file" })}>
              {words.uploads.addFile}
            </AddLine>
          )}
        </div>
      </div>
    </Input.Wrapper>
  );
}
