import { useEffect, useState } from "react";
import { HostError } from "../host/host";
import { complain } from "./toast";

/** Something to put right; `path` is the form's field, if the form has one for it. */
export interface FormProblem {
  path: string | null;
  message: string;
}

interface FormLike {
  setErrors: (errors: Record<string, string>) => void;
  clearErrors: () => void;
}

/** Shows at their fields what the runner finds wrong, and brings the keyboard to the first. */
export function useProblems(form: FormLike, pathOf: (field: string) => string | null) {
  const [problems, setProblems] = useState<FormProblem[]>([]);
  useEffect(() => {
    bringTo(firstInPage(problems));
  }, [problems]);

  const show = (found: FormProblem[]) => {
    const errors: Record<string, string> = {};
    for (const { path, message } of found) if (path) errors[path] ??= message;
    form.setErrors(errors);
    setProblems(found);
  };

  return {
    problems,
    show,
    clear: () => {
      form.clearErrors();
      setProblems([]);
    },
    /** Takes a refusal apart; what is no problem of a field goes into a toast. */
    refuse: (error: unknown) => {
      if (!(error instanceof HostError) || error.problems.length === 0) return complain(error);
      show(error.problems.map(({ field, message }) => ({ path: pathOf(field), message })));
    },
  };
}

/** The control of a field: the element that carries its path, or the first control inside it. */
export function controlOf(path: string): HTMLElement | null {
  const marked = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
  const control = "input:not([type=hidden]), textarea, select, button, [tabindex]";
  if (!marked) return null;
  return marked.matches(control) ? marked : marked.querySelector<HTMLElement>(control);
}

/** Gives the keyboard to a field and puts it where what stands around it is in view too. */
export function bringTo(control: HTMLElement | null | undefined): void {
  control?.focus({ preventScroll: true });
  control?.scrollIntoView({ block: "center" });
}

function firstInPage(problems: FormProblem[]): HTMLElement | undefined {
  return problems
    .flatMap(({ path }) => (path ? (controlOf(path) ?? []) : []))
    .sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))[0];
}
