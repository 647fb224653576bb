import { Modal } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import type { Proxy as ProxyChoice } from "../../bindings/Proxy";
import { KeptSecret } from "../../components/destination/KeptSecret";
import { ProxyFields } from "../../components/destination/ProxyFields";
import { ChoiceField } from "../../components/shared/ChoiceField";
import { DialogBody, SubmitActions } from "../../components/shared/Dialog";
import { FormGrid } from "../../components/shared/FormGrid";
import { type ProxyDraft, proxyDraft } from "../../model/access-draft";
import { words } from "../../model/en";
import { useHost } from "../../state/host";
import { keys } from "../../state/queries";
import { useSaveProxy } from "../../state/save-proxy";

interface ProxyDialogProps {
  proxy: ProxyChoice;
  opened: boolean;
  onClose: () => void;
}

const { settings: _ofDestinations, ...names } = words.access.proxies;

/** Chooses the proxy for all sending. */
export function ProxyDialog({ proxy, opened, onClose }: ProxyDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={words.settings.proxyTitle} size={600}>
      <Content proxy={proxy} onClose={onClose} />
    </Modal>
  );
}

function Content({ proxy, onClose }: Omit<ProxyDialogProps, "opened">) {
  const host = useHost();
  const form = useForm({ initialValues: { proxy: proxyDraft(proxy) as ProxyDraft, password: "" } });
  const kept = useQuery({
    queryKey: [...keys.settings, "proxy-password"],
    queryFn: () => host.call({ type: "get_proxy_password" }),
  });
  const hint = kept.data ?? null;
  const { save, busy } = useSaveProxy(form, hint);
  const submit = async () => {
    if (await save()) onClose();
  };
  return (
    <DialogBody onSubmit={() => void submit()}>
      <p>{words.settings.proxyWords}</p>
      <FormGrid even>
        <ChoiceField
          label={words.access.proxy}
          names={names}
          {...form.getInputProps("proxy.type")}
          data-autofocus
        />
        {form.values.proxy.type === "explicit" ? (
          <ProxyFields
            field={(name) => form.getInputProps(`proxy.${name}`)}
            password={
              <KeptSecret
                field={form.getInputProps("password")}
                path="password"
                label={words.access.proxyPassword}
                hint={hint}
              />
            }
          />
        ) : (
          <span />
        )}
      </FormGrid>
      <SubmitActions onCancel={onClose} busy={busy} />
    </DialogBody>
  );
}
