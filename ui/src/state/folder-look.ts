import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { HostError } from "../host/host";
import type { FileDraft } from "../model/automation-draft";
import { useHost } from "./host";

const TYPING_MS = 250;

/** What the runner finds in the folder of a form, as far as it is filled in. */
export function useFolderLook(
  draft: Pick<FileDraft, "folder" | "subfolders" | "only" | "ignore" | "poll">,
) {
  const host = useHost();
  const { folder, subfolders, only, ignore, poll } = draft;
  const trigger = {
    // What the look does not depend on has a value that the runner takes.
    ...{ on: ["added" as const], settle_seconds: 2, while_away: false },
    ...{ several: "each" as const, content: "none" as const, content_kb: 256 },
    ...{ folder, subfolders, only, ignore, poll },
  };
  const [wanted] = useDebouncedValue(JSON.stringify(trigger), TYPING_MS);
  const query = useQuery({
    queryKey: ["folder-look", wanted],
    queryFn: () => host.call({ type: "look_at_folder", trigger: JSON.parse(wanted) }),
    enabled: folder !== "",
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchOnWindowFocus: true,
  });
  const problems = query.error instanceof HostError ? query.error.problems : [];
  const problemOf = (field: "folder" | "only" | "ignore") =>
    folder === "" ? undefined : problems.find((one) => one.field.startsWith(field))?.message;
  return {
    /** It could not be asked. */
    failed: query.error !== null,
    look: folder === "" || query.error ? undefined : query.data,
    problemOf,
    refetch: query.refetch,
  };
}

export type FolderLooking = ReturnType<typeof useFolderLook>;
