import { Input, Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { Encoding } from "../../bindings/Encoding";
import type { Signing } from "../../bindings/Signing";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { needsOtherSecret, newSecret } from "../../model/secret";
import { SIGNINGS } from "../../model/signing-draft";
import { Card } from "../shared/Card";
import { FormGrid, formCss, Wide } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import { SecretField } from "./SecretField";

interface SigningCardProps {
  form: UseFormReturnType<DestinationDraft>;
  /** The end of the secret that is kept, if there is one. */
  hint: string | null;
  fixed: boolean;
}

const ENCODINGS = Object.keys(words.destinations.encodings) as Encoding[];

/** How requests are signed, and with which secret. */
export function SigningCard({ form, hint, fixed }: SigningCardProps) {
  const { signing } = form.values;

  /** Another form of secret can't be made of the one that is there. */
  const choose = (to: Signing["type"]) => {
    const fresh = needsOtherSecret(signing, to) || form.values.secretFrom === "generated";
    const secret = fresh ? { secretFrom: "generated" as const, secret: newSecret(to) } : {};
    form.setValues({ signing: to, ...(to === "none" ? {} : secret) });
  };

  return (
    <Card title={words.destinations.secret}>
      <FormGrid even>
        <Select
          label={words.destinations.signing}
          description={words.destinations.signingHints[signing] || undefined}
          leftSection={<Icon name={signing === "none" ? "unlock" : "lock"} />}
          disabled={fixed}
          data={SIGNINGS.map((value) => ({ value, label: words.destinations.signings[value] }))}
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
          <SecretField form={form} hint={hint} fixed={fixed} />
        )}
        {signing === "header" && <OwnHeaderFields form={form} fixed={fixed} />}
      </FormGrid>
    </Card>
  );
}

function OwnHeaderFields({ form, fixed }: Pick<SigningCardProps, "form" | "fixed">) {
  return (
    <>
      <TextInput
        className={formCss.mono}
        label={words.destinations.ownHeader}
        disabled={fixed}
        spellCheck={false}
        {...form.getInputProps("own.header")}
      />
      <Select
        label={words.destinations.ownEncoding}
        disabled={fixed}
        data={ENCODINGS.map((value) => ({ value, label: words.destinations.encodings[value] }))}
        {...form.getInputProps("own.encoding")}
      />
      <TextInput
        className={formCss.mono}
        label={words.destinations.ownPrefix}
        disabled={fixed}
        spellCheck={false}
        {...form.getInputProps("own.prefix")}
      />
      <Wide>
        <TextInput
          className={formCss.mono}
          label={words.destinations.ownContent}
          description={words.destinations.ownContentHint}
          disabled={fixed}
          spellCheck={false}
          {...form.getInputProps("own.content")}
        />
      </Wide>
    </>
  );
}
