import { type FocusEvent, useRef } from "react";
import { type AutomationDraft, automationField, triedSettings } from "../model/automation-draft";
import { useHost } from "./host";

interface FormLike {
  getValues: () => AutomationDraft;
  setFieldError: (path: string, error: string) => void;
}

/** Checks a field when it is left, and shows there what the runner finds wrong with it. */
export function useCheckOnLeave(id: string | null, form: FormLike) {
  const host = useHost();
  const newest = useRef(0);
  return (event: FocusEvent) => {
    const path = event.target.closest("[data-path]")?.getAttribute("data-path");
    if (!path || event.currentTarget.contains(event.relatedTarget) === false) return;
    newest.current += 1;
    const asked = newest.current;
    const draft = form.getValues();
    const { settings, problems } = triedSettings(draft);
    const own = problems.find((problem) => problem.path === path);
    if (own) return form.setFieldError(path, own.message);
    host.call({ type: "check_automation", id, settings }).then(
      (found) => {
        // Whatever was written meanwhile is judged when that is left.
        const same = JSON.stringify(form.getValues()) === JSON.stringify(draft);
        if (asked !== newest.current || !same) return;
        const wrong = found.find(({ field }) => automationField(field, draft) === path);
        if (wrong) form.setFieldError(path, wrong.message);
      },
      // Saving says what is wrong with the connection.
      () => {},
    );
  };
}
