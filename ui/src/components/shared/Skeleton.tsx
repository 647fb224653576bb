import { useEffect, useState } from "react";
import { words } from "../../model/en";
import css from "./Skeleton.module.css";

const SHOWN_AFTER_MS = 300;
const WORDS_AFTER_MS = 5000;
const WIDTHS = ["70%", "92%", "56%", "81%", "64%"];

/** Stands for what is being loaded: nothing at first, then bars, then words. */
export function Skeleton() {
  const [stage, setStage] = useState<"nothing" | "bars" | "words">("nothing");
  useEffect(() => {
    const bars = setTimeout(() => setStage("bars"), SHOWN_AFTER_MS);
    const late = setTimeout(() => setStage("words"), WORDS_AFTER_MS);
    return () => {
      clearTimeout(bars);
      clearTimeout(late);
    };
  }, []);
  if (stage === "nothing") return null;
  return (
    <div className={css.rows} role="status" aria-label={words.common.loading}>
      {stage === "words" && <p>{words.common.stillLoading}</p>}
      {WIDTHS.map((width) => (
        <span key={width} className={css.bar} style={{ width }} />
      ))}
    </div>
  );
}
