import { useId } from "react";
import { words } from "../../model/en";
import { Icon } from "../shared/Icon";
import type { AutomationForm } from "./form";
import css from "./NameField.module.css";

interface NameFieldProps {
  form: AutomationForm;
}

/** The title of the builder, which is a field: one writes the name where it stands. */
export function NameField({ form }: NameFieldProps) {
  const id = useId();
  const { error, ...input } = form.getInputProps("name");
  return (
    <span className={css.name}>
      <span className={css.line}>
        <input
          className={css.input}
          size={Math.max(18, form.values.name.length)}
          maxLength={80}
          aria-label={words.builder.name}
          aria-invalid={Boolean(error)}
          aria-describedby={error ? id : undefined}
          placeholder={words.builder.namePlaceholder}
          {...input}
        />
        <Icon name="edit" size={14} />
      </span>
      {error && (
        <span className={css.error} id={id}>
          <Icon name="warn" size={14} />
          {error}
        </span>
      )}
    </span>
  );
}
