import { useEffect, useRef, useState } from "react";
import type { Graph } from "../../model/map/graph";

/** A little longer than something travels. */
const GONE_AFTER_MS = 1000;

/** The threads along which more was sent than before, each with a number that is new each time. */
export function usePulses(graph: Graph): ReadonlyMap<string, number> {
  const before = useRef<Map<string, number>>(null);
  const turn = useRef(0);
  const [pulses, setPulses] = useState<ReadonlyMap<string, number>>(new Map());

  useEffect(() => {
    const sent = new Map(graph.threads.map((thread) => [thread.id, thread.sent]));
    const grown = [...sent].filter(([id, count]) => count > (before.current?.get(id) ?? count));
    before.current = sent;
    if (grown.length === 0) return;
    turn.current += 1;
    const now = turn.current;
    setPulses((old) => new Map([...old, ...grown.map(([id]) => [id, now] as const)]));
    const timer = setTimeout(() => {
      setPulses((old) => new Map([...old].filter(([, since]) => since !== now)));
    }, GONE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [graph]);

  return pulses;
}
