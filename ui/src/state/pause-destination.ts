import type { DestinationRow } from "../bindings/DestinationRow";
import { words } from "../model/en";
import { useCommand } from "./command";
import { say } from "./toast";

/** Pauses a destination, or lets it go on. */
export function usePauseDestination({ destination }: DestinationRow) {
  const { run, busy } = useCommand();
  const { id, paused, settings } = destination;

  const toggle = async () => {
    const done = await run({ type: paused ? "resume_destination" : "pause_destination", id });
    if (!done) return;
    if (paused) say(words.destinations.resumedNow(settings.name), "play");
    else say(words.destinations.pausedNow(settings.name), "pause");
  };
  return { toggle, busy, paused: paused !== null };
}
