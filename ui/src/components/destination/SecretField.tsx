import { Button, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { Signing } from "../../bindings/Signing";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { newSecret } from "../../model/secret";
import { CopyButton } from "../shared/CopyButton";
import { formCss, Wide } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import { Note } from "../shared/Note";
import css from "./DestinationForm.module.css";

interface SecretFieldProps {
  form: UseFormReturnType<DestinationDraft>;
  hint: string | null;
  fixed: boolean;
}

/** The signing secret: kept and unreadable, or fresh and shown this once. */
export function SecretField({ form, hint, fixed }: SecretFieldProps) {
  const { secretFrom, secret, signing } = form.values;
  const set = (part: Pick<DestinationDraft, "secretFrom" | "secret">) => form.setValues(part);
  const generate = () => set({ secretFrom: "generated", secret: newSecret(signing) });
  const paste = () => set({ secretFrom: "pasted", secret: "" });
  const keep = () => set({ secretFrom: "kept", secret: "" });
  const { error } = form.getInputProps("secret");

  if (secretFrom === "kept") {
    return (
      <div className={formCss.fields}>
        <TextInput
          className={`${formCss.grow} ${css.secret}`}
          label={words.destinations.secret}
          value={hint ?? ""}
          error={error}
          data-path="secret"
          readOnly
        />
        {!fixed && (
          <Button mt={20} onClick={generate} leftSection={<Icon name="again" />}>
            {words.destinations.replace}
          </Button>
        )}
      </div>
    );
  }

  return (
    <Wide>
      <TextInput
        className={css.secret}
        label={words.destinations.secret}
        description={secretFrom === "pasted" ? pasteHint(signing) : undefined}
        value={secret}
        error={error}
        data-path="secret"
        readOnly={secretFrom === "generated"}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => form.setFieldValue("secret", event.currentTarget.value)}
      />
      <div className={css.under}>
        {secretFrom === "generated" && (
          <Note
            icon="key"
            action={<CopyButton text={secret} label={words.destinations.copySecret} withWords />}
          >
            {words.destinations.shownOnce}
          </Note>
        )}
        <div className={formCss.line}>
          {secretFrom === "generated" ? (
            <Button size="xs" variant="link" onClick={paste}>
              {words.destinations.paste}
            </Button>
          ) : (
            <Button size="xs" variant="link" onClick={generate}>
              {words.destinations.generate}
            </Button>
          )}
          {hint && (
            <Button size="xs" variant="link" onClick={keep}>
              {words.destinations.keep}
            </Button>
          )}
        </div>
      </div>
    </Wide>
  );
}

function pasteHint(signing: Signing["type"]): string {
  const hints: Partial<Record<Signing["type"], string>> = words.destinations.pasteHints;
  return hints[signing] ?? words.destinations.pasteHints.other;
}
