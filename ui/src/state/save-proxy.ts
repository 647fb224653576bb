import type { UseFormReturnType } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type ProxyDraft, proxyOf } from "../model/access-draft";
import { useHost } from "./host";
import { useProblems } from "./problems";
import { keys } from "./queries";

interface Draft {
  proxy: ProxyDraft;
  /** What was typed; nothing keeps the password that is there. */
  password: string;
}

/** Keeps the proxy of the settings and its password. Without a user name no password is kept. */
export function useSaveProxy(form: UseFormReturnType<Draft>, hint: string | null) {
  const host = useHost();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const problems = useProblems(form, (field) => field.replace(/^sending\./, ""));

  const keepPassword = async ({ proxy, password }: Draft) => {
    if (proxy.type !== "explicit") return;
    const unwanted = proxy.user.trim() === "" && password === "";
    if (password !== "") await host.call({ type: "set_proxy_password", password });
    else if (unwanted && hint !== null) {
      await host.call({ type: "set_proxy_password", password: null });
    }
  };
  const save = async () => {
    setBusy(true);
    problems.clear();
    try {
      const draft = form.getValues();
      const before = await host.call({ type: "get_settings" });
      const sending = { ...before.sending, proxy: proxyOf(draft.proxy) };
      const settings = await host.call({
        type: "set_settings",
        settings: { ...before, sending },
      });
      client.setQueryData(keys.settings, settings);
      await keepPassword(draft);
      return true;
    } catch (error) {
      problems.refuse(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { save, busy };
}
