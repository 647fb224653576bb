import { type FocusEvent, useRef } from "react";
import type { Host } from "../host/host";
import { type AutomationDraft, automationField, triedSettings } from "../model/automation-draft";
import { useHost } from "./host";
import { whenReleased } from "./pointer";

interface FormLike {
  getValues: () => AutomationDraft;
  setFieldError: (path: string, error: string) => void;
}

/** Checks a field when it is left, and shows there what the runner finds wrong with it. */
export function useCheckOnLeave(id: string | null, form: FormLike) {
  const host = useHost();
  const newest = useRef(0);

  async function check(path: string, asked: number): Promise<void> {
    const draft = form.getValues();
    const message = await wrongWith(host, id, draft, path);
    await whenReleased();
    // Whatever was written meanwhile is judged when that is left.
    const same = JSON.stringify(form.getValues()) === JSON.stringify(draft);
    if (message && same && asked === newest.current) form.setFieldError(path, message);
  }

  return (event: FocusEvent) => {
    const path = event.target.closest("[data-path]")?.getAttribute("data-path");
    if (!path || event.currentTarget.contains(event.relatedTarget) === false) return;
    newest.current += 1;
    void check(path, newest.current);
  };
}

async function wrongWith(
  host: Host,
  id: string | null,
  draft: AutomationDraft,
  path: string,
): Promise<string | undefined> {
  const { settings, problems } = triedSettings(draft);
  const unsayable = problems.find((problem) => problem.path === path);
  if (unsayable) return unsayable.message;
  try {
    const found = await host.call({ type: "check_automation", id, settings });
    return found.find(({ field }) => automationField(field, draft) === path)?.message;
  } catch {
    // Saving says what is wrong with the connection.
    return undefined;
  }
}
