import { TextInput } from "@mantine/core";
import type { Question } from "../../bindings/Question";
import { formCss } from "../shared/FormGrid";
import { AddressField } from "./AddressField";
import { FolderQuestion } from "./FolderQuestion";
import css from "./QuestionFields.module.css";

/** What the field of any question needs. */
export interface QuestionFieldProps {
  question: Question;
  /** Where a problem with the answer leads to. */
  path: string;
  answer: string;
  problem: string | null;
  onAnswer: (answer: string) => void;
}

/** The field of one question. */
export function QuestionField(props: QuestionFieldProps) {
  switch (props.question.kind) {
    case "folder":
      return <FolderQuestion {...props} />;
    case "address":
      return <AddressField {...props} />;
    case "hook":
      return <PlainField {...props} look={formCss.mono} />;
    case "time":
      return <PlainField {...props} look={css.short} />;
    case "number":
      return <PlainField {...props} look={css.short} numeric />;
    case "secret":
      return <PlainField {...props} hidden />;
    case "text":
      return <PlainField {...props} />;
  }
}

interface PlainFieldProps extends QuestionFieldProps {
  look?: string;
  numeric?: boolean;
  hidden?: boolean;
}

function PlainField(props: PlainFieldProps) {
  const {
    question,
    path,
    answer,
    problem,
    onAnswer,
    look,
    numeric = false,
    hidden = false,
  } = props;
  return (
    <TextInput
      className={look}
      label={question.label}
      description={question.hint}
      placeholder={question.example}
      type={hidden ? "password" : "text"}
      inputMode={numeric ? "numeric" : undefined}
      autoComplete="off"
      spellCheck={question.kind === "text"}
      value={answer}
      error={problem}
      data-path={path}
      onChange={(event) => onAnswer(event.currentTarget.value)}
    />
  );
}
