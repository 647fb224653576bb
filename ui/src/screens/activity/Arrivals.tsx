import { useEffect, useRef, useState } from "react";
import { words } from "../../model/en";
import { usePreferences } from "../../state/preferences";

const AT_MOST_EVERY_MS = 5000;

interface ArrivalsProps {
  rows: { id: string }[];
  /** How many more wait above. */
  waiting: number;
}

/** Tells screen readers what is new, at most every five seconds, unless that is switched off. */
export function Arrivals({ rows, waiting }: ArrivalsProps) {
  const [said, setSaid] = useState("");
  const { sayArrivals } = usePreferences();
  const latest = useRef({ rows, waiting });
  latest.current = { rows, waiting };

  useEffect(() => {
    if (!sayArrivals) return setSaid("");
    let known = latest.current;
    const timer = setInterval(() => {
      const before = known;
      known = latest.current;
      const top = before.rows[0]?.id;
      if (top === undefined) return;
      const shown = known.rows.filter((row) => row.id > top).length;
      const held = Math.max(0, known.waiting - before.waiting);
      if (shown + held > 0) setSaid(words.activity.arrived(shown + held));
    }, AT_MOST_EVERY_MS);
    return () => clearInterval(timer);
  }, [sayArrivals]);

  return (
    <p role="status" className="hl-heard">
      {said}
    </p>
  );
}
