import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { HostError } from "../host/host";
import { words } from "../model/en";
import { givenAnswers } from "../model/recipes";
import { useHost } from "./host";
import { bringTo, controlOf, type FormProblem } from "./problems";
import { keys } from "./queries";
import { go } from "./route";
import { complain, say } from "./toast";

/** Makes what a recipe says, and opens it in the builder. */
export function useMakeFromRecipe() {
  const host = useHost();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<FormProblem[]>([]);
  useEffect(() => {
    const path = problems.find((problem) => problem.path)?.path;
    if (path) bringTo(controlOf(path));
  }, [problems]);
  const make = async (id: string, answers: Record<string, string>, enabled: boolean) => {
    setBusy(true);
    try {
      const given = givenAnswers(answers);
      const made = await host.call({ type: "use_recipe", id, answers: given, enabled });
      const rows = await client.fetchQuery({
        queryKey: keys.automations,
        staleTime: 0,
        queryFn: () => host.call({ type: "list_automations" }),
      });
      await client.invalidateQueries({ queryKey: keys.destinations });
      const [first] = made.automations;
      const name = rows.find((row) => row.automation.id === first)?.automation.settings.name;
      const count = made.automations.length;
      say(
        count === 1 && name
          ? words.recipes.made(name, enabled)
          : words.recipes.madeMany(count, enabled),
      );
      if (first) go({ screen: "automation", id: first, copyOf: null });
    } catch (error) {
      if (error instanceof HostError && error.problems.length > 0) setProblems(asForm(error));
      else complain(error);
    } finally {
      setBusy(false);
    }
  };
  return { make, busy, problems };
}

/** Problems with what stands in the fields of the questions. */
export function asForm(error: HostError): FormProblem[] {
  return error.problems.map(({ field, message }) => ({
    path: field.startsWith("answers.") ? field : null,
    message,
  }));
}
