import { useEffect, useRef, useState } from "react";
import { words } from "../../model/en";

const AT_MOST_EVERY_MS = 5000;

interface ArrivalsProps {
  newest: string | undefined;
  rows: { id: string }[];
}

/** Tells screen readers what is new, at most every five seconds. */
export function Arrivals({ newest, rows }: ArrivalsProps) {
  const [said, setSaid] = useState("");
  const known = useRef(newest);
  const latest = useRef(rows);
  latest.current = rows;

  useEffect(() => {
    const timer = setInterval(() => {
      const before = known.current;
      const top = latest.current[0]?.id;
      known.current = top;
      if (before === undefined || top === undefined || top <= before) return;
      const arrived = latest.current.filter((row) => row.id > before).length;
      setSaid(words.activity.arrived(arrived));
    }, AT_MOST_EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  return (
    <p role="status" className="hl-heard">
      {said}
    </p>
  );
}
