import type { UseFormReturnType } from "@mantine/form";
import type { NamedSecret } from "../../bindings/NamedSecret";
import type { OwnSecret } from "../../model/access-draft";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { ChoiceField } from "../shared/ChoiceField";
import { FormGrid, Wide } from "../shared/FormGrid";
import { CertificatesField } from "./CertificatesField";
import { KeptSecret } from "./KeptSecret";
import { ProxyFields } from "./ProxyFields";

interface TransportFieldsProps {
  form: UseFormReturnType<DestinationDraft>;
  kept: NamedSecret[];
}

/** The way that requests take: proxy, versions, certificates. */
export function TransportFields({ form, kept }: TransportFieldsProps) {
  const { proxy, client_certificate } = form.values.transport;
  const field = (name: string) => form.getInputProps(`transport.${name}`);
  const secret = (name: OwnSecret) => ({
    field: form.getInputProps(`secrets.${name}`),
    path: `secrets.${name}`,
    hint: kept.find((one) => one.name === name)?.hint ?? null,
  });
  return (
    <FormGrid even>
      <ChoiceField
        label={words.access.proxy}
        names={words.access.proxies}
        {...field("proxy.type")}
      />
      {proxy.type === "explicit" ? (
        <ProxyFields
          field={(name) => field(`proxy.${name}`)}
          password={<KeptSecret label={words.access.proxyPassword} {...secret("proxy_password")} />}
        />
      ) : (
        <span />
      )}
      <ChoiceField label={words.access.http} names={words.access.httpVersions} {...field("http")} />
      <ChoiceField label={words.access.tls} names={words.access.tlsVersions} {...field("tls")} />
      <CertificatesField
        label={words.access.trusted}
        description={words.access.trustedHint}
        {...field("trusted")}
      />
      <CertificatesField
        label={words.access.clientCertificate}
        description={words.access.clientCertificateHint}
        {...field("client_certificate")}
      />
      {client_certificate.trim() !== "" && (
        <Wide>
          <KeptSecret
            label={words.access.clientKey}
            description={words.access.clientKeyHint}
            lines
            {...secret("client_key")}
          />
        </Wide>
      )}
    </FormGrid>
  );
}
