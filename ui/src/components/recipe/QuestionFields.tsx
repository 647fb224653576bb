import type { Question } from "../../bindings/Question";
import type { FormProblem } from "../../state/problems";
import { QuestionField } from "./QuestionField";
import css from "./QuestionFields.module.css";

interface QuestionFieldsProps {
  questions: Question[];
  answers: Record<string, string>;
  problems: FormProblem[];
  onChange: (answers: Record<string, string>) => void;
}

/** The questions of a recipe, one field each. */
export function QuestionFields({ questions, answers, problems, onChange }: QuestionFieldsProps) {
  if (questions.length === 0) return null;
  return (
    <div className={css.fields}>
      {questions.map((question) => {
        const path = `answers.${question.id}`;
        return (
          <QuestionField
            key={question.id}
            question={question}
            path={path}
            answer={answers[question.id] ?? ""}
            problem={problems.find((problem) => problem.path === path)?.message ?? null}
            onAnswer={(answer) => onChange({ ...answers, [question.id]: answer })}
          />
        );
      })}
    </div>
  );
}
