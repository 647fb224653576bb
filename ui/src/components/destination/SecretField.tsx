import { Button, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { Signing } from "../../bindings/Signing";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { newSecret } from "../../model/secret";
import { CopyButton } from "../shared/CopyButton";
import { formCss, Wide } from "../shared/FormGrid";
import { Note } from "../shared/Note";
import css from "./DestinationForm.module.css";

interface SecretFieldProps {
  form: UseFormReturnType<DestinationDraft>;
  hint: string | null;
  /** Stands beside the secret that is kept. */
  rotate: React.ReactNode;
}

/** The signing secret: kept and unreadable, or fresh and shown this once. */
export function SecretField({ form, hint, rotate }: SecretFieldProps) {
  const { secretFrom, secret, signing } = form.values;
  const { error } = form.getInputProps("secret");
  const set = (part: Pick<DestinationDraft, "secretFrom" | "secret">) => form.setValues(part);

  if (secretFrom === "kept") {
    return (
      <div className={formCss.fields}>
        <TextInput
          className={`${formCss.grow} ${formCss.mono}`}
          label={words.destinations.secret}
          value={hint ?? ""}
          error={error}
          data-path="secret"
          readOnly
        />
        <div className={css.beside}>{rotate}</div>
      </div>
    );
  }
  return (
    <Wide>
      <SecretInput
        label={words.destinations.secret}
        signing={signing}
        from={secretFrom}
        value={secret}
        error={error}
        path="secret"
        onChange={(secretFrom, secret) => set({ secretFrom, secret })}
      />
    </Wide>
  );
}

interface SecretInputProps {
  label: string;
  signing: Signing["type"];
  from: "generated" | "pasted";
  value: string;
  error: React.ReactNode;
  path: string;
  onChange: (from: "generated" | "pasted", value: string) => void;
}

/** A new signing secret: generated and shown this once, or pasted. */
export function SecretInput(props: SecretInputProps) {
  const { label, signing, from, value, error, path, onChange } = props;
  const generated = from === "generated";
  const asymmetric = signing === "standard_webhooks_ed25519";
  return (
    <>
      <TextInput
        className={formCss.mono}
        label={label}
        description={generated ? undefined : pasteHint(signing)}
        value={value}
        error={error}
        data-path={path}
        readOnly={generated}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(from, event.currentTarget.value)}
      />
      <div className={css.under}>
        {generated && !asymmetric && (
          <Note
            icon="key"
            action={<CopyButton text={value} label={words.destinations.copySecret} withWords />}
          >
            {words.destinations.shownOnce}
          </Note>
        )}
        {asymmetric && <Note icon="key">{words.access.afterSaving}</Note>}
        <div className={formCss.line}>
          {generated ? (
            <Button size="xs" variant="link" onClick={() => onChange("pasted", "")}>
              {words.destinations.paste}
            </Button>
          ) : (
            <Button
              size="xs"
              variant="link"
              onClick={() => onChange("generated", newSecret(signing))}
            >
              {words.destinations.generate}
            </Button>
          )}
        </div>
      </div>
    </>
  );
}

function pasteHint(signing: Signing["type"]): string {
  const hints: Partial<Record<Signing["type"], string>> = words.destinations.pasteHints;
  return hints[signing] ?? words.destinations.pasteHints.other;
}
