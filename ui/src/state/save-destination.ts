import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DestinationRow } from "../bindings/DestinationRow";
import { type DestinationDraft, destinationSettings } from "../model/destination-draft";
import { useHost } from "./host";
import type { useProblems } from "./problems";
import { rememberDestination } from "./remember";

/** Saves the form of a destination, or shows what is wrong with it. */
export function useSaveDestination(problems: ReturnType<typeof useProblems>) {
  const host = useHost();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);

  async function save(
    id: string | null,
    draft: DestinationDraft,
  ): Promise<DestinationRow | undefined> {
    problems.clear();
    const made = destinationSettings(draft);
    if ("problems" in made) {
      problems.show(made.problems);
      return undefined;
    }
    setBusy(true);
    try {
      const row = id
        ? await host.call({ type: "edit_destination", id, ...made })
        : await host.call({ type: "add_destination", ...made });
      rememberDestination(client, row);
      return row;
    } catch (error) {
      problems.refuse(error);
      return undefined;
    } finally {
      setBusy(false);
    }
  }
  return { save, busy };
}
