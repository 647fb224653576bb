import { Input } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { HostError } from "../../host/host";
import type { AutomationDraft } from "../../model/automation-draft";
import type { DraftProblem } from "../../model/draft-problem";
import { words } from "../../model/en";
import { scheduleTrigger } from "../../model/schedule-draft";
import { dayAndTime } from "../../model/time";
import { useHost } from "../../state/host";
import { Note } from "../shared/Note";
import css from "./NextRuns.module.css";

const TYPING_MS = 150;

interface NextRunsProps {
  draft: AutomationDraft;
}

/** When a schedule is due next, worked out by the runner. */
export function NextRuns({ draft }: NextRunsProps) {
  const host = useHost();
  const problems: DraftProblem[] = [];
  const trigger = scheduleTrigger(draft.schedule, problems);
  const [wanted] = useDebouncedValue(JSON.stringify(trigger), TYPING_MS);
  const runs = useQuery({
    queryKey: ["next-runs", wanted],
    queryFn: () => host.call({ type: "preview_schedule", trigger: JSON.parse(wanted) }),
    enabled: problems.length === 0,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const zone = draft.schedule.time_zone;

  return (
    <Input.Wrapper label={words.when.next} labelElement="div">
      {runs.error ? (
        <Note tone="waiting" icon="warn">
          {firstProblem(runs.error)}
        </Note>
      ) : runs.data?.length === 0 ? (
        <Note tone="waiting" icon="warn">
          {words.when.noNext}
        </Note>
      ) : (
        <ul className={`${css.runs} ${runs.isPlaceholderData ? css.away : ""}`}>
          {runs.data?.map((run) => (
            <li key={run.at}>
              <time dateTime={run.at}>{dayAndTime(run.at, zone)}</time>
              {run.note && <span className={css.note}>{run.note}</span>}
            </li>
          ))}
        </ul>
      )}
    </Input.Wrapper>
  );
}

function firstProblem(error: Error): string {
  const problem = error instanceof HostError ? error.problems[0] : undefined;
  return problem?.message ?? error.message;
}
