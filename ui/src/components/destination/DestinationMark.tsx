import type { DestinationRow } from "../../bindings/DestinationRow";
import { words } from "../../model/en";
import { StateMark } from "../shared/StateMark";
import css from "./DestinationList.module.css";

interface DestinationMarkProps {
  row: DestinationRow;
  boxed?: boolean;
}

/** How a destination is doing: what keeps it from receiving comes first. */
export function DestinationMark({ row, boxed = false }: DestinationMarkProps) {
  const { destination, waiting, offline, failed_24h, sent_24h } = row;
  if (destination.paused) {
    const said = {
      by_hand: words.destinations.paused,
      gone: words.destinations.pausedGone,
      unhealthy: words.destinations.pausedUnhealthy,
    };
    return (
      <StateMark tone="held" boxed={boxed}>
        {said[destination.paused.why]}
      </StateMark>
    );
  }
  if (waiting > 0) {
    return (
      <StateMark tone="waiting" boxed={boxed}>
        {offline ? words.destinations.offline : words.destinations.waiting(waiting)}
      </StateMark>
    );
  }
  if (failed_24h > 0) {
    return (
      <StateMark tone="failed" boxed={boxed}>
        {words.destinations.failing(failed_24h)}
      </StateMark>
    );
  }
  if (sent_24h > 0) {
    return (
      <StateMark tone="sent" boxed={boxed}>
        {words.destinations.healthy}
      </StateMark>
    );
  }
  return boxed ? null : <span className={css.quiet}>{words.destinations.idle}</span>;
}
