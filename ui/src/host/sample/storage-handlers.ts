import { type Handlers, refuse, type Stage } from "./stage";
import { stamp } from "./world";

type Commands = "get_storage" | "count_old" | "clean_up" | "make_backup";

const DAY_MS = 86_400_000;
const BYTES_EACH = 10_000;
const REMOVING_MS = 600;

/** What can be asked about the size of the log. */
export function storageHandlers({ world, emit }: Stage): Pick<Handlers, Commands> {
  const { storage } = world;
  /** As if the log had come to its length day by day. */
  const older = (days: number) => {
    if (!storage.oldest) return 0;
    const age = (Date.now() - Date.parse(storage.oldest)) / DAY_MS;
    if (days === world.settings.storage.keep_days) return storage.too_old;
    return Math.max(0, Math.round(storage.deliveries * (1 - days / age)));
  };
  return {
    get_storage: () => ({ ...storage, too_old: older(world.settings.storage.keep_days) }),
    count_old: ({ older_than_days }) => ({ count: older(older_than_days) }),
    clean_up: ({ older_than_days }) => {
      if (storage.cleaning) refuse("refused", "Old deliveries are being removed already.");
      const deliveries = older(older_than_days);
      storage.cleaning = { removed: 0 };
      emit({ type: "storage" });
      setTimeout(() => {
        const bytes = deliveries * BYTES_EACH;
        storage.cleaning = null;
        storage.deliveries -= deliveries;
        storage.too_old = 0;
        storage.bytes -= bytes;
        storage.oldest =
          storage.deliveries > 0 ? stamp(Date.now() - older_than_days * DAY_MS) : null;
        storage.last_cleaning = { at: stamp(Date.now()), deliveries, bytes };
        emit({ type: "storage" });
      }, REMOVING_MS);
      return storage;
    },
    make_backup: () => {
      const at = stamp(Date.now());
      const path = `/home/karin/.local/share/hookloom/backups/${at}.db`;
      storage.backups = [{ at, bytes: storage.bytes, path }, ...storage.backups].slice(0, 7);
      emit({ type: "storage" });
      return storage;
    },
  };
}
