import { Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { HttpVersion } from "../../bindings/HttpVersion";
import type { NamedSecret } from "../../bindings/NamedSecret";
import type { Proxy as ProxyChoice } from "../../bindings/Proxy";
import type { TlsVersion } from "../../bindings/TlsVersion";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { FormGrid, formCss, Wide } from "../shared/FormGrid";
import { KeptSecret } from "./KeptSecret";

interface TransportFieldsProps {
  form: UseFormReturnType<DestinationDraft>;
  kept: NamedSecret[];
}

const PROXIES = Object.keys(words.access.proxies) as ProxyChoice["type"][];
const HTTP = Object.keys(words.access.httpVersions) as HttpVersion[];
const TLS = Object.keys(words.access.tlsVersions) as TlsVersion[];

/** The way that requests take: proxy, versions, certificates. */
export function TransportFields({ form, kept }: TransportFieldsProps) {
  const { proxy, client_certificate } = form.values.transport;
  const field = (name: string) => form.getInputProps(`transport.${name}`);
  return (
    <FormGrid even>
      <Select
        label={words.access.proxy}
        data={PROXIES.map((value) => ({ value, label: words.access.proxies[value] }))}
        allowDeselect={false}
        {...field("proxy.type")}
      />
      {proxy.type === "explicit" ? <ProxyFields form={form} kept={kept} /> : <span />}
      <Select
        label={words.access.http}
        data={HTTP.map((value) => ({ value, label: words.access.httpVersions[value] }))}
        allowDeselect={false}
        {...field("http")}
      />
      <Select
        label={words.access.tls}
        data={TLS.map((value) => ({ value, label: words.access.tlsVersions[value] }))}
        allowDeselect={false}
        {...field("tls")}
      />
      <Wide>
        <Textarea
          className={formCss.mono}
          label={words.access.trusted}
          description={words.access.trustedHint}
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          {...field("trusted")}
        />
      </Wide>
      <Wide>
        <Textarea
          className={formCss.mono}
          label={words.access.clientCertificate}
          description={words.access.clientCertificateHint}
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          {...field("client_certificate")}
        />
      </Wide>
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
