import type { DestinationRow } from "../../bindings/DestinationRow";
import { ProbeButton } from "../../components/destination/ProbeButton";
import { Note } from "../../components/shared/Note";
import { words } from "../../model/en";
import { moment } from "../../model/time";
import { useNow } from "../../state/now";

/** What keeps a destination from receiving, unless a person wanted that. *Resume* is in the head. */
export function StandingNote({ row }: { row: DestinationRow }) {
  const now = useNow();
  const { destination, offline, waiting } = row;
  const { paused, settings, id } = destination;
  if (paused?.probe) {
    const { failing_since, trouble, next } = paused.probe;
    const due = Date.parse(next) <= now;
    const when = due
      ? words.destinations.probeWaits
      : words.destinations.nextProbe(moment(next, now));
    return (
      <Note
        tone="failed"
        icon="held"
        action={waiting > 0 && <ProbeButton id={id} name={settings.name} />}
      >
        {words.destinations.unhealthySince(moment(failing_since, now), trouble, when)}
      </Note>
    );
  }
  if (paused?.why === "gone") {
    return (
      <Note tone="failed" icon="held">
        {words.destinations.goneSince(moment(paused.since, now))}
      </Note>
    );
  }
  if (!offline) return null;
  return (
    <Note tone="waiting" icon="offline" role="status">
      {words.destinations.offlineSince(moment(offline.since, now), offline.why)}
    </Note>
  );
}
