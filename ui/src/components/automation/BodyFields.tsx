import { Textarea } from "@mantine/core";
import { useRef } from "react";
import { words } from "../../model/en";
import { formCss, Wide } from "../shared/FormGrid";
import { PairRows } from "../shared/PairRows";
import css from "./BodyFields.module.css";
import type { AutomationForm } from "./form";

interface BodyFieldsProps {
  form: AutomationForm;
  index: number;
  fields: string[];
}

/** What a request carries, where a person writes it. */
export function BodyFields({ form, index, fields }: BodyFieldsProps) {
  const at = `sends.${index}`;
  const send = form.values.sends[index];
  if (!send) return null;
  return (
    <>
      {(send.body === "json" || send.body === "text") && (
        <Wide>
          <TemplateField
            key={send.body}
            form={form}
            path={`${at}.${send.body}`}
            label={send.body === "json" ? words.send.json : words.send.text}
            fields={fields}
          />
        </Wide>
      )}
      {send.body === "form" && (
        <Wide>
          <PairRows
            label={words.send.form}
            path={`${at}.form`}
            pairs={send.form}
            onChange={(pairs) => form.setFieldValue(`${at}.form`, pairs)}
            errors={form.errors}
            names={{
              name: words.send.fieldName,
              value: words.send.fieldValue,
              add: words.send.addField,
            }}
          />
        </Wide>
      )}
    </>
  );
}

interface TemplateFieldProps {
  form: AutomationForm;
  path: string;
  label: string;
  fields: string[];
}

/** A text with places for the event's fields, which a press puts in where one is writing. */
function TemplateField({ form, path, label, fields }: TemplateFieldProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (field: string) => {
    const element = area.current;
    if (!element) return;
    const { selectionStart, selectionEnd, value } = element;
    const place = `{{ ${field} }}`;
    form.setFieldValue(path, value.slice(0, selectionStart) + place + value.slice(selectionEnd));
    const after = selectionStart + place.length;
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(after, after);
    });
  };
  return (
    <>
      <Textarea
        ref={area}
        className={formCss.mono}
        label={label}
        autosize
        minRows={4}
        maxRows={16}
        spellCheck={false}
        {...form.getInputProps(path)}
      />
      <div className={css.chips} role="group" aria-label={words.send.insert}>
        {fields.map((field) => (
          <button
            key={field}
            type="button"
            className={css.chip}
            aria-label={words.send.insertOne(field)}
            onClick={() => insert(field)}
          >
            {field}
          </button>
        ))}
      </div>
    </>
  );
}
