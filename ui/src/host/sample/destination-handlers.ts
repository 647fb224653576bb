import type { Destination } from "../../bindings/Destination";
import { checkDestination } from "./checks";
import { accept, find, type Handlers, refuse, type Stage } from "./stage";
import { bringBackDestination, keptFrom } from "./undo-handlers";
import { destinationRow } from "./views";
import { destination as madeOf, stamp } from "./world";

type Commands =
  | "list_destinations"
  | "get_destination"
  | "add_destination"
  | "edit_destination"
  | "pause_destination"
  | "resume_destination"
  | "delete_destination";

/** What can be asked about destinations. */
export function destinationHandlers(stage: Stage): Pick<Handlers, Commands> {
  const { world, emit, release, canUndo } = stage;
  const changed = (destination: Destination) => {
    emit({ type: "destination", id: destination.id });
    emit({ type: "status" });
    return destinationRow(world, destination);
  };
  return {
    list_destinations: () =>
      [...world.destinations]
        .sort((a, b) => a.settings.name.localeCompare(b.settings.name))
        .map((one) => destinationRow(world, one)),
    get_destination: ({ id }) => destinationRow(world, find(world.destinations, id)),
    add_destination: ({ settings, secret }) => {
      accept(checkDestination(world, settings, null, secret));
      const made = madeOf(settings, Date.now(), { secret_hint: hintOf(secret) });
      world.destinations.push(made);
      return changed(made);
    },
    edit_destination: ({ id, settings, secret }) => {
      const destination = find(world.destinations, id);
      accept(checkDestination(world, settings, id, secret));
      destination.settings = settings;
      destination.updated_at = stamp(Date.now());
      destination.secret_hint = hintOf(secret) ?? destination.secret_hint;
      return changed(destination);
    },
    pause_destination: ({ id }) => {
      const destination = find(world.destinations, id);
      destination.paused = { since: stamp(Date.now()), why: "by_hand" };
      return changed(destination);
    },
    resume_destination: ({ id }) => {
      const destination = find(world.destinations, id);
      destination.paused = null;
      release((one) => one.row.destination === id);
      return changed(destination);
    },
    delete_destination: ({ id }) => {
      const gone = find(world.destinations, id);
      if (destinationRow(world, gone).used_by.length > 0) {
        refuse("refused", "An automation still sends here.");
      }
      world.destinations = world.destinations.filter((one) => one !== gone);
      const { settings, secret_hint } = gone;
      world.deleted.destinations.unshift({ id, settings, secret_hint, ...keptFrom(Date.now()) });
      emit({ type: "destination", id });
      canUndo(`“${settings.name}” was deleted.`, () => bringBackDestination(stage, gone));
      return null;
    },
  };
}

function hintOf(secret: string | null): string | null {
  return secret && `••••${secret.slice(-4)}`;
}
