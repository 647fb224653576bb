import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ImportPreview } from "../bindings/ImportPreview";
import { HostError } from "../host/host";
import { givenAnswers } from "../model/recipes";
import { useHost } from "./host";
import { endImport } from "./import";
import type { FormProblem } from "./problems";
import { complain } from "./toast";
import { asForm } from "./use-recipe";

/** What importing a text would do, as it stands after each answer. */
export function useImportPreview(text: string, answers: Record<string, string>) {
  const host = useHost();
  const given = givenAnswers(useDeferredValue(answers));
  return useQuery({
    queryKey: ["import-preview", text, given],
    enabled: text.trim() !== "",
    gcTime: 0,
    placeholderData: (before, query) =>
      query?.queryKey[1] === text ? keepPreviousData(before) : undefined,
    queryFn: () => host.call({ type: "preview_import", text, answers: given }),
  });
}

interface Choice {
  text: string;
  answers: Record<string, string>;
  leaveOut: string[];
  keepSwitches: boolean;
}

/** Imports what was looked at. */
export function useImport() {
  const host = useHost();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<FormProblem[]>([]);
  const importIt = async ({ text, answers, leaveOut, keepSwitches }: Choice) => {
    setBusy(true);
    setProblems([]);
    try {
      await host.call({
        type: "import_recipe",
        text,
        answers: givenAnswers(answers),
        leave_out: leaveOut,
        keep_switches: keepSwitches,
      });
      await client.invalidateQueries();
      endImport();
      return true;
    } catch (error) {
      if (error instanceof HostError && error.problems.length > 0) setProblems(asForm(error));
      else complain(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { importIt, busy, problems };
}

/** How many automations of a preview would be written, without those left out. */
export function writtenBy(preview: ImportPreview, leaveOut: string[]): number {
  return preview.items.filter(
    ({ what, name, state }) =>
      what === "automation" && state !== "same" && !leaveOut.includes(name),
  ).length;
}
