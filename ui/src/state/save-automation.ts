import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AutomationRow } from "../bindings/AutomationRow";
import {
  type AutomationDraft,
  automationField,
  automationSettings,
} from "../model/automation-draft";
import { useHost } from "./host";
import type { useProblems } from "./problems";
import { rememberAutomation } from "./remember";

/** Saves the form of an automation, or shows what is wrong with it. */
export function useSaveAutomation(problems: ReturnType<typeof useProblems>) {
  const host = useHost();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);

  async function save(
    id: string | null,
    draft: AutomationDraft,
  ): Promise<AutomationRow | undefined> {
    problems.clear();
    const made = automationSettings(draft);
    if ("problems" in made) {
      problems.show(made.problems);
      return undefined;
    }
    setBusy(true);
    try {
      const row = id
        ? await host.call({ type: "edit_automation", id, ...made })
        : await host.call({ type: "add_automation", ...made });
      rememberAutomation(client, row);
      return row;
    } catch (error) {
      problems.refuse(error);
      return undefined;
    } finally {
      setBusy(false);
    }
  }

  /** Whether it could be saved; otherwise what is wrong is shown. */
  async function check(id: string | null, draft: AutomationDraft): Promise<boolean> {
    problems.clear();
    const made = automationSettings(draft);
    if ("problems" in made) {
      problems.show(made.problems);
      return false;
    }
    try {
      const found = await host.call({ type: "check_automation", id, ...made });
      problems.show(
        found.map(({ field, message }) => ({ path: automationField(field, draft), message })),
      );
      return found.length === 0;
    } catch (error) {
      problems.refuse(error);
      return false;
    }
  }
  return { save, check, busy };
}
