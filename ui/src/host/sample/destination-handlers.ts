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
  | "probe_destination"
  | "delete_destination"
  | "rotate_secret"
  | "end_rotation"
  | "forget_secret";

/** How long a probe takes. */
const PROBING_MS = 600;

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
    add_destination: ({ settings, secret, secrets }) => {
      accept(checkDestination(world, settings, null, secret, secrets));
      const made = madeOf(settings, Date.now(), { secret_hint: hintOf(secret) });
      learn(made, secrets);
      world.destinations.push(made);
      return changed(made);
    },
    edit_destination: ({ id, settings, secret, secrets }) => {
      const destination = find(world.destinations, id);
      accept(checkDestination(world, settings, id, secret, secrets));
      destination.settings = settings;
      destination.updated_at = stamp(Date.now());
      destination.secret_hint = hintOf(secret) ?? destination.secret_hint;
      learn(destination, secrets);
      return changed(destination);
    },
    rotate_secret: ({ id, secret, hours }) => {
      const destination = find(world.destinations, id);
      if (secret.length < 16) {
        accept([{ field: "secret", message: "Secrets need at least 16 characters." }]);
      }
      const now = Date.now();
      const rotation = {
        since: stamp(now),
        until: stamp(now + hours * 3_600_000),
        old_hint: destination.secret_hint ?? "••••",
      };
      destination.secret_hint = hintOf(secret);
      learn(destination, {});
      destination.secrets.rotation = hours === 0 ? null : rotation;
      return changed(destination);
    },
    end_rotation: ({ id }) => {
      const destination = find(world.destinations, id);
      destination.secrets = { ...destination.secrets, rotation: null };
      return changed(destination);
    },
    forget_secret: ({ id, name }) => {
      const destination = find(world.destinations, id);
      const named = destination.secrets.named.filter((one) => one.name !== name);
      destination.secrets = { ...destination.secrets, named };
      return changed(destination);
    },
    pause_destination: ({ id }) => {
      const destination = find(world.destinations, id);
      destination.paused = { since: stamp(Date.now()), why: "by_hand", probe: null };
      return changed(destination);
    },
    resume_destination: ({ id }) => {
      const destination = find(world.destinations, id);
      destination.paused = null;
      destination.resumed_at = stamp(Date.now());
      release((one) => one.row.destination === id);
      return changed(destination);
    },
    probe_destination: ({ id }) => {
      const destination = find(world.destinations, id);
      const held = world.deliveries.filter(
        ({ row }) => row.destination === id && row.state.state === "held",
      );
      const { name } = destination.settings;
      if (held.length === 0) {
        const message = `Nothing is held for ‘${name}’, so there is nothing to try it with. Send a test, or resume it.`;
        refuse("refused", message);
      }
      if (!destination.paused?.probe) {
        refuse("refused", `‘${name}’ is not paused for being unhealthy.`);
      }
      // It is well again, as most are in the end: the oldest goes first, the others follow.
      setTimeout(() => {
        destination.paused = null;
        destination.resumed_at = stamp(Date.now());
        delete world.answers[id];
        release((one) => one.row.destination === id);
        changed(destination);
      }, PROBING_MS);
      return destinationRow(world, destination);
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

/** Notes what may be known of the secrets that were given. */
function learn(destination: Destination, given: Record<string, string>): void {
  const { named, rotation } = destination.secrets;
  const kept = named.filter(({ name }) => !(name in given));
  const added = Object.entries(given).map(([name, text]) => ({
    name,
    hint: text.length < 12 ? "••••" : `••••${text.slice(-4)}`,
  }));
  const asymmetric = destination.settings.signing.type === "standard_webhooks_ed25519";
  destination.secrets = {
    rotation,
    public_key: asymmetric ? "whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=" : null,
    named: [...kept, ...added].sort((a, b) => a.name.localeCompare(b.name)),
  };
}
