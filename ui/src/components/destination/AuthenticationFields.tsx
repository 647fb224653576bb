import { Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { Authentication } from "../../bindings/Authentication";
import type { ClientIn } from "../../bindings/ClientIn";
import type { NamedSecret } from "../../bindings/NamedSecret";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { FormGrid, formCss, Wide } from "../shared/FormGrid";
import { KeptSecret } from "./KeptSecret";

interface AuthenticationFieldsProps {
  form: UseFormReturnType<DestinationDraft>;
  kept: NamedSecret[];
  /** The authentication that the kept secret belongs to. */
  keptFor: Authentication["type"] | null;
}

const KINDS = Object.keys(words.access.authentications) as Authentication["type"][];
const CLIENT_IN = Object.keys(words.access.clientsIn) as ClientIn[];

/** How the destination knows who calls, beside the signature. */
export function AuthenticationFields({ form, kept, keptFor }: AuthenticationFieldsProps) {
  const { type } = form.values.authentication;
  const text = (field: string) => form.getInputProps(`authentication.${field}`);
  const hint = kept.find((one) => one.name === "authentication")?.hint ?? null;
  const secret = (
    <KeptSecret
      key={type}
      field={form.getInputProps("secrets.authentication")}
      path="secrets.authentication"
      label={words.access.secretLabels[type]}
      hint={type === keptFor ? hint : null}
    />
  );
  return (
    <FormGrid even>
      <Select
        label={words.access.authentication}
        data={KINDS.map((value) => ({ value, label: words.access.authentications[value] }))}
        allowDeselect={false}
        {...text("type")}
      />
      {type === "bearer" && secret}
      {type === "basic" && (
        <TextInput label={words.access.user} autoComplete="off" {...text("user")} />
      )}
      {type === "header" && (
        <TextInput
          className={formCss.mono}
          label={words.access.header}
          spellCheck={false}
          {...text("header")}
        />
      )}
      {type === "oauth2" && (
        <Select
          label={words.access.clientIn}
          data={CLIENT_IN.map((value) => ({ value, label: words.access.clientsIn[value] }))}
          allowDeselect={false}
          {...text("client_in")}
        />
      )}
      {(type === "basic" || type === "header") && <Wide>{secret}</Wide>}
      {type === "oauth2" && (
        <>
          <Wide>
            <TextInput
              className={formCss.mono}
              label={words.access.tokenAddress}
              description={words.access.tokenHint}
              spellCheck={false}
              {...text("token_address")}
            />
          </Wide>
          <TextInput
            className={formCss.mono}
            label={words.access.clientId}
            spellCheck={false}
            {...text("client_id")}
          />
          {secret}
          <TextInput
            className={formCss.mono}
            label={words.access.scope}
            description={words.access.ifAsked}
            spellCheck={false}
            {...text("scope")}
          />
          <TextInput
            className={formCss.mono}
            label={words.access.audience}
            description={words.access.ifAsked}
            spellCheck={false}
            {...text("audience")}
          />
        </>
      )}
    </FormGrid>
  );
}
