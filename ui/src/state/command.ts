import { useState } from "react";
import type { Command } from "../bindings/Command";
import type { Replies } from "../bindings/Replies";
import { useHost } from "./host";
import { complain } from "./toast";

/**
 * Sends commands on a person's behalf. A refusal is shown as a toast and gives `undefined`, so
 * that whoever asked just stops there.
 */
export function useCommand() {
  const host = useHost();
  const [busy, setBusy] = useState(false);

  async function run<C extends Command>(command: C): Promise<Replies[C["type"]] | undefined> {
    setBusy(true);
    try {
      return await host.call(command);
    } catch (error) {
      complain(error);
      return undefined;
    } finally {
      setBusy(false);
    }
  }
  return { run, busy };
}
