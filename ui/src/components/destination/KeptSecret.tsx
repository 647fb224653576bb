import { Button, TextInput } from "@mantine/core";
import type { GetInputPropsReturnType } from "@mantine/form";
import { useState } from "react";
import { words } from "../../model/en";
import { CodeArea } from "../shared/CodeArea";
import { formCss } from "../shared/FormGrid";
import css from "./DestinationForm.module.css";

interface KeptSecretProps {
  /** What ties it to its form. */
  field: GetInputPropsReturnType;
  path: string;
  label: string;
  /** Enough of the secret that is kept to know it by; nothing if there is none. */
  hint: string | null;
  /** Of several lines, as a key in PEM. */
  lines?: boolean;
  description?: string;
}

/** A secret that the settings need: typed, or kept and unreadable. */
export function KeptSecret(props: KeptSecretProps) {
  const { path, label, hint, lines = false, description } = props;
  const { value, error, onChange } = props.field;
  const [replacing, setReplacing] = useState(false);

  if (hint !== null && !replacing && value === "") {
    return (
      <div className={formCss.fields}>
        <TextInput
          className={`${formCss.grow} ${formCss.mono}`}
          label={label}
          value={words.access.keptAs(hint)}
          error={error}
          data-path={path}
          readOnly
        />
        <div className={css.beside}>
          <Button onClick={() => setReplacing(true)}>{words.access.replaceKept}</Button>
        </div>
      </div>
    );
  }

  const field = { label, description, value, error, onChange, "data-path": path };
  return (
    <div>
      {lines ? (
        <CodeArea minRows={3} maxRows={6} {...field} />
      ) : (
        <TextInput type="password" className={formCss.mono} autoComplete="off" {...field} />
      )}
      {hint !== null && (
        <Button
          size="xs"
          variant="link"
          className={css.less}
          onClick={() => {
            onChange("");
            setReplacing(false);
          }}
        >
          {words.access.keepOld}
        </Button>
      )}
    </div>
  );
}
