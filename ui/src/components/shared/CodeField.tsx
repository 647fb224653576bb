import { Input, Textarea } from "@mantine/core";
import { lazy, type ReactNode, type Ref, Suspense, useId, useRef } from "react";
import type { CodeEditorHandle, CodePlace, CodeWord } from "./CodeEditor";
import css from "./CodeField.module.css";
import { ErrorBoundary } from "./ErrorBoundary";

export type { CodeEditorHandle, CodePlace, CodeWord } from "./CodeEditor";

// The editor is large and few need it: it comes when it is wanted.
const fetchEditor = () => import("./CodeEditor");
const CodeEditor = lazy(fetchEditor);

/** Has the editor there before it is wanted, where that is likely. */
export function prepareEditor(): void {
  // If it can't be had now, that is said where it is wanted.
  fetchEditor().catch(() => undefined);
}

interface CodeFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  language: "json" | "text";
  /** Where the field is in its form. */
  path?: string;
  error?: ReactNode;
  /** Places that are filled in, such as `{{ file.name }}`, are offered and explained. */
  words?: CodeWord[];
  /** What is wrong, and where. */
  places?: CodePlace[];
  editor?: Ref<CodeEditorHandle>;
}

/** A field for code or a longer text. */
export function CodeField(props: CodeFieldProps) {
  const { label, error, path, ...rest } = props;
  const id = useId();
  const described = error ? `${id}-error` : undefined;
  // Whoever is writing when the editor comes goes on writing in it.
  const writing = useRef(false);
  const plain = (
    <Textarea
      aria-label={label}
      autosize
      minRows={4}
      maxRows={16}
      spellCheck={false}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onFocus={() => {
        writing.current = true;
      }}
      onBlur={() => {
        writing.current = false;
      }}
    />
  );
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      error={error}
      errorProps={{ id: described }}
      className={css.field}
    >
      <div data-path={path}>
        {/* Where the editor can't be had one can still write. */}
        <ErrorBoundary fallback={plain}>
          <Suspense fallback={plain}>
            <CodeEditor
              {...rest}
              label={label}
              invalid={Boolean(error)}
              describedBy={described}
              writing={writing}
            />
          </Suspense>
        </ErrorBoundary>
      </div>
    </Input.Wrapper>
  );
}
