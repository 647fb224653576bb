import { Select, TextInput } from "@mantine/core";
import { words } from "../../model/en";
import { useDestinations } from "../../state/queries";
import { formCss } from "../shared/FormGrid";
import type { QuestionFieldProps } from "./QuestionField";
import css from "./QuestionFields.module.css";

const NEW = "new";

/** Where webhooks go: a new address, or a destination that is there already. */
export function AddressField({ question, path, answer, problem, onAnswer }: QuestionFieldProps) {
  const destinations = useDestinations().data ?? [];
  const ordered = [...destinations].sort(
    (a, b) => Number(b.destination.built_in) - Number(a.destination.built_in),
  );
  const chosen = ordered.find((one) => one.destination.id === answer);
  const hint = question.hint || undefined;
  return (
    <div>
      <Select
        label={words.recipes.sendTo}
        value={chosen?.destination.id ?? NEW}
        data={[
          { value: NEW, label: words.recipes.newAddress },
          ...ordered.map(({ destination }) => ({
            value: destination.id,
            label: destination.settings.name,
          })),
        ]}
        onChange={(value) => onAnswer(!value || value === NEW ? "" : value)}
      />
      {!chosen && (
        <TextInput
          className={`${css.second} ${formCss.mono}`}
          label={question.label}
          description={hint}
          placeholder={question.example}
          inputMode="url"
          spellCheck={false}
          autoComplete="off"
          value={answer}
          error={problem}
          data-path={path}
          onChange={(event) => onAnswer(event.currentTarget.value)}
        />
      )}
    </div>
  );
}
