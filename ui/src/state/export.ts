import { useQuery } from "@tanstack/react-query";
import type { ExportPurpose } from "../bindings/ExportPurpose";
import { words } from "../model/en";
import { tilde } from "../model/path";
import { useCommand } from "./command";
import { useHost } from "./host";
import { requests } from "./requests";
import { say } from "./toast";

/** The automations that are being shared, if any are. */
const sharing = requests<string[]>();

/** Opens the dialog that shares automations. */
export const shareAutomations = sharing.ask;

/** Closes it. */
export const endSharing = sharing.end;

/** The automations that are being shared at the moment. */
export const useSharing = sharing.use;

/** Automations as the text of a recipe. */
export function useExported(automations: string[], purpose: ExportPurpose) {
  const host = useHost();
  return useQuery({
    queryKey: ["export", purpose, automations],
    gcTime: 0,
    staleTime: 0,
    queryFn: () => host.call({ type: "export_automations", automations, purpose }),
  });
}

/** Saves automations where the person says; none named means everything. */
export function useSaveExport() {
  const host = useHost();
  const { run, busy } = useCommand();
  const save = async (automations: string[], purpose: ExportPurpose, fileName?: string) => {
    const path = await host.pickSave(fileName ?? words.recipes.backupFile);
    if (!path) return;
    const saved = await run({ type: "save_export", automations, purpose, path });
    if (!saved) return;
    const where = tilde(path);
    say(purpose === "backup" ? words.recipes.backedUp(where) : words.share.saved(where));
  };
  return { save, busy };
}
