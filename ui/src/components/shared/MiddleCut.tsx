import { visible, visibleStart } from "../../model/visible";
import css from "./MiddleCut.module.css";

const TAIL = 14;
/** No line is so wide. */
const START = 300;

interface MiddleCutProps {
  children: string;
  className?: string;
}

/** A path, an address or a file name in one line; when too long it loses its middle. */
export function MiddleCut({ children, className }: MiddleCutProps) {
  const text = visible(children);
  const letters = Array.from(text);
  const at = Math.max(0, letters.length - TAIL);
  return (
    <span className={`${css.whole} ${className ?? ""}`} title={visibleStart(children)}>
      <span className={css.start}>{letters.slice(0, Math.min(at, START)).join("")}</span>
      <span className={css.tail}>{letters.slice(at).join("")}</span>
    </span>
  );
}
