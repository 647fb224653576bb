import {
  Select,
  type SelectProps,
  TagsInput,
  Textarea,
  type TextareaProps,
  TextInput,
} from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { NamedSecret } from "../../bindings/NamedSecret";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { FormGrid, formCss, Wide } from "../shared/FormGrid";
import { KeptSecret } from "./KeptSecret";

interface TransportFieldsProps {
  form: UseFormReturnType<DestinationDraft>;
  kept: NamedSecret[];
}

/** The way that requests take: proxy, versions, certificates. */
export function TransportFields({ form, kept }: TransportFieldsProps) {
  const { proxy, client_certificate } = form.values.transport;
  const field = (name: string) => form.getInputProps(`transport.${name}`);
  return (
    <FormGrid even>
      <Choice label={words.access.proxy} names={words.access.proxies} {...field("proxy.type")} />
      {proxy.type === "explicit" ? <ProxyFields form={form} kept={kept} /> : <span />}
      <Choice label={words.access.http} names={words.access.httpVersions} {...field("http")} />
      <Choice label={words.access.tls} names={words.access.tlsVersions} {...field("tls")} />
      <Certificates
        label={words.access.trusted}
        description={words.access.trustedHint}
        {...field("trusted")}
      />
      <Certificates
        label={words.access.clientCertificate}
        description={words.access.clientCertificateHint}
        {...field("client_certificate")}
      />
      {client_certificate.trim() !== "" && (
        <Wide>
          <KeptSecret
            form={form}
            name="client_key"
            label={words.access.clientKey}
            description={words.access.clientKeyHint}
            kept={kept}
            lines
          />
        </Wide>
      )}
    </FormGrid>
  );
}

interface ChoiceProps extends SelectProps {
  /** What is to be chosen from, each with its name. */
  names: Record<string, string>;
}

function Choice({ names, ...field }: ChoiceProps) {
  const data = Object.entries(names).map(([value, label]) => ({ value, label }));
  return <Select data={data} allowDeselect={false} {...field} />;
}

/** Certificates as text, over both columns. */
function Certificates(field: TextareaProps) {
  return (
    <Wide>
      <Textarea
        className={formCss.mono}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        {...field}
      />
    </Wide>
  );
}

function ProxyFields({ form, kept }: TransportFieldsProps) {
  const field = (name: string) => form.getInputProps(`transport.proxy.${name}`);
  return (
    <>
      <TextInput
        className={formCss.mono}
        label={words.access.proxyAddress}
        description={words.access.proxyAddressHint}
        spellCheck={false}
        {...field("address")}
      />
      <TextInput label={words.access.proxyUser} autoComplete="off" {...field("user")} />
      <KeptSecret
        form={form}
        name="proxy_password"
        label={words.access.proxyPassword}
        kept={kept}
      />
      <Wide>
        <TagsInput
          label={words.access.proxyExcept}
          description={words.access.proxyExceptHint}
          {...field("except")}
        />
      </Wide>
    </>
  );
}
