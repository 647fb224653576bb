import { words } from "../../model/en";
import type { Trial } from "../../state/trial";
import { Note } from "../shared/Note";
import { Rich } from "../shared/Rich";
import css from "./OnlyIfCard.module.css";

interface VerdictNoteProps {
  trial: Trial;
}

/** What the condition says about the event that is tried on, all the time. */
export function VerdictNote({ trial }: VerdictNoteProps) {
  const verdict = trial.preview?.verdict;
  if (!verdict || trial.settings.condition === null) return null;
  const of = trial.isLast ? "last" : trial.source?.type === "made_up" ? "madeUp" : "chosen";
  const said = words.verdict[of];
  return (
    <div className={css.verdict} role="status">
      <Note tone={verdict.passed ? "sent" : "plain"} icon={verdict.passed ? "sent" : "skipped"}>
        <Rich of={verdict.passed ? said.sent(verdict.why) : said.skipped(verdict.why)} />
      </Note>
    </div>
  );
}
