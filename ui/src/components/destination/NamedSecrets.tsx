import { ActionIcon, Input, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Destination } from "../../bindings/Destination";
import { OWN_SECRETS } from "../../model/access-draft";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { useCommand } from "../../state/command";
import { rememberDestination } from "../../state/remember";
import { say } from "../../state/toast";
import { AddLine } from "../shared/AddLine";
import { ConfirmDialog } from "../shared/ConfirmDialog";
import { CopyButton } from "../shared/CopyButton";
import { formCss } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import css from "./NamedSecrets.module.css";

interface NamedSecretsProps {
  form: UseFormReturnType<DestinationDraft>;
  destination: Destination | null;
}

/** Secrets that requests place by name: those that are kept, and those that are being added. */
export function NamedSecrets({ form, destination }: NamedSecretsProps) {
  const own: readonly string[] = OWN_SECRETS;
  const kept = destination?.secrets.named.filter(({ name }) => !own.includes(name)) ?? [];
  const { added } = form.values;
  return (
    <Input.Wrapper
      label={words.access.named}
      labelElement="div"
      description={words.access.namedHint}
    >
      <div className={css.rows}>
        {destination &&
          kept.map(({ name, hint }) => (
            <Kept key={name} destination={destination} name={name} hint={hint} />
          ))}
        {added.map((_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
          <div className={css.row} key={index}>
            <TextInput
              className={formCss.mono}
              aria-label={`${words.access.namedName} ${index + 1}`}
              placeholder={words.access.namedName}
              spellCheck={false}
              {...form.getInputProps(`added.${index}.name`)}
            />
            <TextInput
              type="password"
              className={formCss.mono}
              aria-label={`${words.access.namedValue} ${index + 1}`}
              placeholder={words.access.namedValue}
              autoComplete="off"
              {...form.getInputProps(`added.${index}.value`)}
            />
            <ActionIcon
              aria-label={words.send.removePair}
              onClick={() => form.removeListItem("added", index)}
            >
              <Icon name="x" />
            </ActionIcon>
          </div>
        ))}
        <AddLine onClick={() => form.insertListItem("added", { name: "", value: "" })}>
          {words.access.addNamed}
        </AddLine>
      </div>
    </Input.Wrapper>
  );
}

interface KeptProps {
  destination: Destination;
  name: string;
  hint: string;
}

function Kept({ destination, name, hint }: KeptProps) {
  const client = useQueryClient();
  const { run, busy } = useCommand();
  const [asking, setAsking] = useState(false);
  const forget = async () => {
    const row = await run({ type: "forget_secret", id: destination.id, name });
    setAsking(false);
    if (!row) return;
    rememberDestination(client, row);
    say(words.access.forgot(name), "key");
  };
  return (
    <div className={css.row}>
      <span className={css.name}>{name}</span>
      <span className={css.hint}>{hint}</span>
      <span className={css.tools}>
        <CopyButton text={`{{ secret.${name} }}`} label={words.access.copyPlace(name)} />
        <ActionIcon
          size="xs"
          aria-label={words.access.forget(name)}
          title={words.access.forget(name)}
          onClick={() => setAsking(true)}
        >
          <Icon name="trash" size={14} />
        </ActionIcon>
      </span>
      <ConfirmDialog
        opened={asking}
        title={words.access.forgetTitle(name)}
        confirm={words.access.forgetVerb}
        onConfirm={forget}
        onClose={() => setAsking(false)}
        busy={busy}
        danger
      >
        {words.access.forgetWords}
      </ConfirmDialog>
    </div>
  );
}
