import { useState } from "react";
import type { AutomationDraft } from "../model/automation-draft";
import { triedSettings } from "../model/automation-draft";
import { useHost } from "./host";
import type { useProblems } from "./problems";
import type { Trial } from "./trial";

/** Sends what a form would send, for once, and shows what keeps it from being sent. */
export function useTest(
  id: string | null,
  trial: Trial,
  form: { getValues: () => AutomationDraft },
  problems: ReturnType<typeof useProblems>,
) {
  const host = useHost();
  const [busy, setBusy] = useState(false);
  const [delivery, setDelivery] = useState<string | null>(null);

  async function send(): Promise<void> {
    problems.clear();
    const { settings, problems: unsayable } = triedSettings(form.getValues());
    const own = unsayable.filter(({ path }) => path.startsWith(`sends.${trial.send}.`));
    if (own.length > 0) return problems.show(own);
    setBusy(true);
    try {
      const source = trial.source ?? { type: "made_up" };
      const row = await host.call({
        type: "test_automation",
        id,
        settings,
        send: trial.send,
        source,
      });
      setDelivery(row.id);
    } catch (error) {
      problems.refuse(error);
    } finally {
      setBusy(false);
    }
  }
  return { send, busy, delivery };
}
