import { words } from "../../model/en";
import { bringTo, controlOf, type FormProblem } from "../../state/problems";
import { Note } from "./Note";
import css from "./ProblemSummary.module.css";

interface ProblemSummaryProps {
  problems: FormProblem[];
}

/** Everything to put right, each with a way to its field. */
export function ProblemSummary({ problems }: ProblemSummaryProps) {
  if (problems.length === 0) return null;
  return (
    <Note tone="failed" icon="failed" role="alert">
      {words.builder.problems(problems.length)}
      <ul className={css.list}>
        {problems.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            {path ? (
              <button type="button" className={css.link} onClick={() => bringTo(controlOf(path))}>
                {message}
              </button>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
    </Note>
  );
}
