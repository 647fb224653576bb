import { visible } from "../../model/visible";
import css from "./Pairs.module.css";

interface PairsProps {
  of: [name: string, value: string][];
  /** The values are code. */
  mono?: boolean;
}

/** Names and values, one line each. A name may come twice, as a header may. */
export function Pairs({ of, mono = false }: PairsProps) {
  if (of.length === 0) return null;
  return (
    <dl className={css.pairs}>
      {of.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same name may come twice
        <Pair key={`${index} ${name}`} name={name} value={value} mono={mono} />
      ))}
    </dl>
  );
}

function Pair({ name, value, mono }: { name: string; value: string; mono: boolean }) {
  return (
    <>
      <dt>{visible(name)}</dt>
      <dd className={mono ? css.mono : undefined}>{visible(value)}</dd>
    </>
  );
}
