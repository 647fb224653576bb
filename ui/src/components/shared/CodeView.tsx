import { type ReactNode, useMemo } from "react";
import { layOut } from "../../model/code";
import { visibleLines } from "../../model/visible";
import css from "./CodeView.module.css";

interface CodeViewProps {
  children: string;
  label: string;
  /** Stands before it, in the same box. */
  head?: ReactNode;
}

/** A body or an event: JSON is laid out and coloured, anything else is shown as it came. */
export function CodeView({ children, label, head }: CodeViewProps) {
  const text = visibleLines(children);
  const tokens = useMemo(() => layOut(text), [text]);
  return (
    <pre className={css.code} role="group" aria-label={label}>
      {head}
      {tokens.map((token, index) =>
        token.kind === "plain" ? (
          token.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the tokens of one text never move
          <span key={index} className={css[token.kind]}>
            {token.text}
          </span>
        ),
      )}
    </pre>
  );
}
