import { visible } from "../../model/visible";
import css from "./MiddleCut.module.css";

const TAIL = 14;

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
    <span className={`${css.whole} ${className ?? ""}`} title={text}>
      <span className={css.start}>{letters.slice(0, at).join("")}</span>
      <span className={css.tail}>{letters.slice(at).join("")}</span>
    </span>
  );
}
