import { Button, Input, Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import type { Destination } from "../../bindings/Destination";
import type { Encoding } from "../../bindings/Encoding";
import type { Signing } from "../../bindings/Signing";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { needsOtherSecret, newSecret } from "../../model/secret";
import { SIGNINGS } from "../../model/signing-draft";
import { Card } from "../shared/Card";
import { CopyButton } from "../shared/CopyButton";
import { FormGrid, formCss, Wide } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import css from "./DestinationForm.module.css";
import { RotateDialog } from "./RotateDialog";
import { RotationNote } from "./RotationNote";
import { SecretField } from "./SecretField";

type Form = UseFormReturnType<DestinationDraft>;

interface SigningCardProps {
  form: Form;
  /** The destination as it is kept, unless it is new. */
  destination: Destination | null;
}

const ENCODINGS = Object.keys(words.destinations.encodings) as Encoding[];

/** How requests are signed, and with which secret. */
export function SigningCard({ form, destination }: SigningCardProps) {
  const { signing, secretFrom } = form.values;
  const kept = destination?.settings.signing.type;
  const hint = destination?.secret_hint ?? null;

  /** Another form of secret can't be made of the one that is there. */
  const choose = (to: Signing["type"]) => {
    if (to === "none") return form.setValues({ signing: to });
    if (hint && kept && kept !== "none" && !needsOtherSecret(kept, to)) {
      return form.setValues({ signing: to, secretFrom: "kept", secret: "" });
    }
    form.setValues({ signing: to, secretFrom: "generated", secret: newSecret(to) });
  };

  return (
    <Card title={words.destinations.secret}>
      <FormGrid even>
        <Select
          label={words.destinations.signing}
          description={words.destinations.signingHints[signing] || undefined}
          leftSection={<Icon name={signing === "none" ? "unlock" : "lock"} />}
          data={SIGNINGS.map((value) => ({ value, label: words.destinations.signings[value] }))}
          allowDeselect={false}
          {...form.getInputProps("signing")}
          onChange={(value) => value && choose(value as Signing["type"])}
        />
        {signing === "none" ? (
          <Input.Wrapper label={words.destinations.secret} labelElement="div">
            <div className={formCss.line}>
              <span className={formCss.unit}>{words.destinations.noSigning}</span>
            </div>
          </Input.Wrapper>
        ) : (
          <SecretField
            form={form}
            hint={hint}
            rotate={destination && <Rotate destination={destination} />}
          />
        )}
        {signing === "header" && <OwnHeaderFields form={form} />}
        {signing === kept && <PublicKey destination={destination} />}
        {destination?.secrets.rotation && secretFrom === "kept" && (
          <Wide>
            <RotationNote destination={destination} />
          </Wide>
        )}
      </FormGrid>
    </Card>
  );
}

function Rotate({ destination }: { destination: Destination }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button onClick={() => setOpened(true)} leftSection={<Icon name="again" />}>
        {words.access.rotate}
      </Button>
      <RotateDialog destination={destination} opened={opened} onClose={() => setOpened(false)} />
    </>
  );
}

function PublicKey({ destination }: { destination: Destination | null }) {
  const key = destination?.secrets.public_key;
  if (!key) return null;
  return (
    <Wide>
      <div className={formCss.fields}>
        <TextInput
          className={`${formCss.grow} ${formCss.mono}`}
          label={words.access.publicKey}
          description={words.access.publicKeyHint}
          value={key}
          readOnly
        />
        <div className={css.beside}>
          <CopyButton text={key} label={words.access.copyPublicKey} size="sm" />
        </div>
      </div>
    </Wide>
  );
}

function OwnHeaderFields({ form }: { form: Form }) {
  return (
    <>
      <TextInput
        className={formCss.mono}
        label={words.destinations.ownHeader}
        spellCheck={false}
        {...form.getInputProps("own.header")}
      />
      <Select
        label={words.destinations.ownEncoding}
        data={ENCODINGS.map((value) => ({ value, label: words.destinations.encodings[value] }))}
        allowDeselect={false}
        {...form.getInputProps("own.encoding")}
      />
      <TextInput
        className={formCss.mono}
        label={words.destinations.ownPrefix}
        spellCheck={false}
        {...form.getInputProps("own.prefix")}
      />
      <TextInput
        className={formCss.mono}
        label={words.destinations.ownContent}
        description={words.destinations.ownContentHint}
        spellCheck={false}
        {...form.getInputProps("own.content")}
      />
    </>
  );
}
