import { Button, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import type { NamedSecret } from "../../bindings/NamedSecret";
import type { OwnSecret } from "../../model/access-draft";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { formCss } from "../shared/FormGrid";
import css from "./DestinationForm.module.css";

interface KeptSecretProps {
  form: UseFormReturnType<DestinationDraft>;
  name: OwnSecret;
  label: string;
  kept: NamedSecret[];
  /** Of several lines, as a key in PEM. */
  lines?: boolean;
  description?: string;
}

/** A secret that the settings need: typed, or kept and unreadable. */
export function KeptSecret(props: KeptSecretProps) {
  const { form, name, label, kept, lines = false, description } = props;
  const there = kept.find((one) => one.name === name);
  const [replacing, setReplacing] = useState(false);
  const { value, error, onChange } = form.getInputProps(`secrets.${name}`);

  if (there && !replacing && value === "") {
    return (
      <div className={formCss.fields}>
        <TextInput
          className={`${formCss.grow} ${formCss.mono}`}
          label={label}
          value={words.access.keptAs(there.hint)}
          error={error}
          data-path={`secrets.${name}`}
          readOnly
        />
        <div className={css.beside}>
          <Button onClick={() => setReplacing(true)}>{words.access.replaceKept}</Button>
        </div>
      </div>
    );
  }

  const field = { label, description, value, error, onChange, "data-path": `secrets.${name}` };
  return (
    <div>
      {lines ? (
        <Textarea
          className={formCss.mono}
          autosize
          minRows={3}
          maxRows={6}
          spellCheck={false}
          {...field}
        />
      ) : (
        <TextInput type="password" className={formCss.mono} autoComplete="off" {...field} />
      )}
      {there && (
        <Button
          size="xs"
          variant="link"
          className={css.less}
          onClick={() => {
            form.setFieldValue(`secrets.${name}`, "");
            setReplacing(false);
          }}
        >
          {words.access.keepOld}
        </Button>
      )}
    </div>
  );
}
