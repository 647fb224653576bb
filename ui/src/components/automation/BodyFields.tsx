import { useEffect, useMemo, useRef, useState } from "react";
import type { Problem } from "../../bindings/Problem";
import type { SampleField } from "../../bindings/SampleField";
import { words } from "../../model/en";
import { isTemplate, type TemplateKind } from "../../model/send-draft";
import { useSecretFields } from "../../state/secret-fields";
import type { Trial } from "../../state/trial";
import { type CodeEditorHandle, CodeField, prepareEditor } from "../shared/CodeField";
import { Wide } from "../shared/FormGrid";
import { PairRows } from "../shared/PairRows";
import css from "./BodyFields.module.css";
import { FileBodyFields, MultipartFields } from "./FileBodyFields";
import type { AutomationForm } from "./form";

interface BodyFieldsProps {
  form: AutomationForm;
  index: number;
  trial: Trial;
}

/** What a request carries, where a person writes it. */
export function BodyFields({ form, index, trial }: BodyFieldsProps) {
  const at = `sends.${index}`;
  const send = form.values.sends[index];
  useEffect(prepareEditor, []);
  if (!send) return null;
  return (
    <>
      {isTemplate(send.body) && (
        <Wide>
          <TemplateField key={send.body} form={form} index={index} trial={trial} kind={send.body} />
        </Wide>
      )}
      {send.body === "file" && <FileBodyFields form={form} index={index} />}
      {send.body === "multipart" && <MultipartFields form={form} index={index} />}
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

interface TemplateFieldProps extends BodyFieldsProps {
  kind: TemplateKind;
}

/** A text with places for the event's fields and the destination's secrets, which a press puts in where one is writing. */
function TemplateField({ form, index, trial, kind }: TemplateFieldProps) {
  const editor = useRef<CodeEditorHandle>(null);
  const path = `sends.${index}.${kind}`;
  const secrets = useSecretFields(form.values.sends[index]?.destination ?? null);
  const fromEvent = trial.sample?.fields;
  const fields = useMemo(() => [...(fromEvent ?? []), ...secrets], [fromEvent, secrets]);
  const wrong = trial.preview?.problems.filter(
    ({ field }) => field === `sends[${index}].body.template`,
  );
  return (
    <>
      <CodeField
        label={words.send[kind]}
        language={kind === "json" ? "json" : "text"}
        path={path}
        value={form.values.sends[index]?.[kind] ?? ""}
        onChange={(text) => form.setFieldValue(path, text)}
        error={form.errors[path] ?? wrong?.[0]?.message}
        words={fields}
        places={placesOf(wrong)}
        editor={editor}
      />
      <Chips
        fields={fields}
        onInsert={(field) => editor.current?.insert(`{{ ${field.written} }}`)}
      />
    </>
  );
}

function placesOf(problems: Problem[] | undefined) {
  return problems?.flatMap(({ place, message }) => (place ? [{ ...place, message }] : []));
}

/** So many are shown until one asks for more. */
const FEW = 9;

interface ChipsProps {
  fields: SampleField[];
  onInsert: (field: SampleField) => void;
}

/** The event's fields, for people who write no templates. */
function Chips({ fields, onInsert }: ChipsProps) {
  const [all, setAll] = useState(false);
  const order = [
    ...fields.filter((field) => field.value !== null),
    ...fields.filter((field) => field.value === null),
  ];
  const shown = all ? order : order.slice(0, FEW);
  return (
    <div className={css.chips} role="group" aria-label={words.send.insert}>
      {shown.map((field) => (
        <button
          key={field.path}
          type="button"
          className={css.chip}
          aria-label={words.send.insertOne(field.path)}
          title={field.value ?? undefined}
          onClick={() => onInsert(field)}
        >
          {field.path}
        </button>
      ))}
      {order.length > FEW && (
        <button type="button" className={css.more} onClick={() => setAll(!all)}>
          {all ? words.send.fewerFields : words.send.moreFields(order.length - FEW)}
        </button>
      )}
    </div>
  );
}
