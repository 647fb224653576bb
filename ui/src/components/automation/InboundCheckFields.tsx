import { Button, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Encoding } from "../../bindings/Encoding";
import type { InboundCheck } from "../../bindings/InboundCheck";
import { words } from "../../model/en";
import { newSecret } from "../../model/secret";
import { SIGNINGS } from "../../model/signing-draft";
import { useAutomations } from "../../state/queries";
import { CopyButton } from "../shared/CopyButton";
import { FormGrid, formCss, Wide } from "../shared/FormGrid";
import type { AutomationForm } from "./form";
import css from "./InboundFields.module.css";

const CHECKS = Object.keys(words.incoming.checks) as InboundCheck["type"][];
const SIGNED = SIGNINGS.filter((one) => one !== "none");
const ENCODINGS = Object.keys(words.destinations.encodings) as Encoding[];

interface InboundCheckFieldsProps {
  form: AutomationForm;
  id: string | null;
}

/** What a call must show before it is believed. */
export function InboundCheckFields({ form, id }: InboundCheckFieldsProps) {
  const { check, signing } = form.values.inbound;
  return (
    <>
      <Select
        label={words.incoming.check}
        data={CHECKS.map((value) => ({ value, label: words.incoming.checks[value] }))}
        {...form.getInputProps("inbound.check")}
      />
      {check === "none" && <span />}
      {check === "secret_header" && (
        <TextInput
          className={formCss.mono}
          label={words.incoming.header}
          spellCheck={false}
          {...form.getInputProps("inbound.header")}
        />
      )}
      {check === "signature" && (
        <Select
          label={words.incoming.scheme}
          data={SIGNED.map((value) => ({ value, label: words.incoming.schemes[value] }))}
          {...form.getInputProps("inbound.signing")}
        />
      )}
      {check === "signature" && signing === "header" && (
        <Wide>
          <OwnHeader form={form} />
        </Wide>
      )}
      {check !== "none" && (
        <Wide>
          <SecretField form={form} id={id} />
        </Wide>
      )}
    </>
  );
}

function OwnHeader({ form }: { form: AutomationForm }) {
  return (
    <FormGrid>
      <TextInput
        className={formCss.mono}
        label={words.destinations.ownHeader}
        spellCheck={false}
        {...form.getInputProps("inbound.own.header")}
      />
      <Select
        label={words.destinations.ownEncoding}
        data={ENCODINGS.map((value) => ({ value, label: words.destinations.encodings[value] }))}
        {...form.getInputProps("inbound.own.encoding")}
      />
      <TextInput
        className={formCss.mono}
        label={words.destinations.ownPrefix}
        spellCheck={false}
        {...form.getInputProps("inbound.own.prefix")}
      />
      <TextInput
        className={formCss.mono}
        label={words.destinations.ownContent}
        spellCheck={false}
        {...form.getInputProps("inbound.own.content")}
      />
    </FormGrid>
  );
}

/** The secret that callers use: kept and unreadable, or typed, or made here. */
function SecretField({ form, id }: InboundCheckFieldsProps) {
  const { check, secret, signing } = form.values.inbound;
  const saved = useAutomations().data?.find((row) => row.automation.id === id)?.automation;
  const hint = saved?.secret_hint ?? null;
  const [replacing, setReplacing] = useState(false);
  const { error, ...input } = form.getInputProps("inbound.secret");
  const set = (text: string) => form.setFieldValue("inbound.secret", text);
  if (hint && !replacing && secret === "" && !error) {
    return (
      <div className={formCss.fields}>
        <TextInput
          className={`${formCss.grow} ${formCss.mono}`}
          label={words.incoming.secret}
          description={words.incoming.secretKept}
          value={hint}
          data-path="inbound.secret"
          readOnly
        />
        <Button mt={20} onClick={() => setReplacing(true)}>
          {words.incoming.replace}
        </Button>
      </div>
    );
  }
  const keep = () => {
    form.clearFieldError("inbound.secret");
    setReplacing(false);
    set("");
  };
  const scheme = check === "signature" ? signing : "none";
  return (
    <div>
      <div className={formCss.fields}>
        <TextInput
          className={`${formCss.grow} ${formCss.mono}`}
          label={words.incoming.secret}
          description={words.incoming.secretHint}
          spellCheck={false}
          autoComplete="off"
          {...input}
          error={error}
        />
        {secret !== "" && (
          <div className={css.copy}>
            <CopyButton text={secret} label={words.incoming.copySecret} size="sm" />
          </div>
        )}
      </div>
      <div className={css.under}>
        {scheme !== "standard_webhooks_ed25519" && (
          <Button size="xs" variant="link" onClick={() => set(newSecret(scheme))}>
            {words.incoming.generate}
          </Button>
        )}
        {hint && (
          <Button size="xs" variant="link" onClick={keep}>
            {words.incoming.keep}
          </Button>
        )}
      </div>
    </div>
  );
}
