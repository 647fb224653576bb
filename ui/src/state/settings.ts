import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Settings } from "../bindings/Settings";
import { HostError } from "../host/host";
import { useHost } from "./host";
import { keys } from "./queries";
import { complain } from "./toast";

/** A change of the settings: what is to be put in their place. */
export type Change = (settings: Settings) => Settings;

/** Changes settings at once. The runner knows how to take it back, and offers that. */
export function useChangeSettings() {
  const host = useHost();
  const client = useQueryClient();
  const [errors, setErrors] = useState<Record<string, string>>({});

  /** Changes one field, of which `field` is the dotted path. */
  const change = async (field: string, to: Change) => {
    try {
      const before = await host.call({ type: "get_settings" });
      const after = await host.call({ type: "set_settings", settings: to(before) });
      client.setQueryData(keys.settings, after);
    } catch (error) {
      const problem =
        error instanceof HostError && error.problems.find((one) => one.field.startsWith(field));
      if (!problem) complain(error);
      else setErrors((all) => ({ ...all, [field]: problem.message }));
      return false;
    }
    setErrors(({ [field]: _mended, ...others }) => others);
    return true;
  };
  return { errors, change };
}

/** Moves incoming calls to another port. */
export function useIncomingPort() {
  const { change } = useChangeSettings();
  const moveTo = (port: number) =>
    change("incoming.port", (settings) => ({
      ...settings,
      incoming: { ...settings.incoming, port },
    }));
  return { moveTo };
}
