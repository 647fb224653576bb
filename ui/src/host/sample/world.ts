import type { Automation } from "../../bindings/Automation";
import type { AutomationSettings } from "../../bindings/AutomationSettings";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { Destination } from "../../bindings/Destination";
import type { DestinationSettings } from "../../bindings/DestinationSettings";
import type { FirstRunMade } from "../../bindings/FirstRunMade";
import type { InboundStatus } from "../../bindings/InboundStatus";
import type { Inbox } from "../../bindings/Inbox";
import type { MapPlace } from "../../bindings/MapPlace";
import type { Notice } from "../../bindings/Notice";
import type { Offline } from "../../bindings/Offline";
import type { RecentlyDeleted } from "../../bindings/RecentlyDeleted";
import type { RunnerState } from "../../bindings/RunnerState";
import type { SavedFilter } from "../../bindings/SavedFilter";
import type { SecretsKept } from "../../bindings/SecretsKept";
import type { Settings } from "../../bindings/Settings";
import type { Storage } from "../../bindings/Storage";
import type { UndoRow } from "../../bindings/UndoRow";
import { PLAIN } from "../../model/access-draft";
import type { Counted } from "./history";

/** Everything the simulated runner knows. */
export interface World {
  automations: Automation[];
  destinations: Destination[];
  /** Newest first. */
  deliveries: DeliveryDetail[];
  /** How many of them the search does not know yet. */
  unread: number;
  filters: SavedFilter[];
  inbox: Inbox;
  state: RunnerState;
  /** Set while the simulated computer is offline. */
  offline: Offline | null;
  inbound: InboundStatus;
  settings: Settings;
  notices: Notice[];
  storage: Storage;
  secrets: SecretsKept;
  /** What may be seen of the password for the proxy of the settings. */
  proxy_password: string | null;
  /** What destinations answer that do not answer 200, by destination. */
  answers: Record<string, number>;
  /** Folders that the simulated disk has. */
  folders: string[];
  /** What is wrong with a trigger, by automation. */
  broken: Record<string, string>;
  /** What was counted over time; it reaches further back than the log. */
  counted: Counted[];
  /** What was done and can be taken back, newest first. */
  done: (UndoRow & { takeBack: () => void })[];
  deleted: RecentlyDeleted;
  /** When the window was last used. */
  seen: number | null;
  /** Where boxes of the map were put. */
  places: MapPlace[];
  /** How far one is with the first run. */
  firstRun: { seen: boolean; made: FirstRunMade | null; files: number };
}

/** The simulated inbound address for other computers. */
export const NETWORK = "http://192.168.1.23:8787/in/";

/** The simulated inbound address. */
export const INBOUND = "http://127.0.0.1:8787/in/";

/** What the settings are at a first start. */
const usualSettings: Settings = {
  general: { start_at_login: false, start_hidden: true, twelve_hours: false },
  sending: {
    parallel: 32,
    queue_limit: 100_000,
    longest_wish_minutes: 1440,
    proxy: { type: "none" },
    trusted: "",
  },
  incoming: { enabled: true, port: 8787 },
  storage: { keep_days: 30, keep_mb: 500, keep_bodies: true, redact: [] },
  notifications: {
    failed: true,
    paused: true,
    broken: true,
    delivered: true,
    quiet_hours: null,
  },
};

function emptyStorage(): Storage {
  return {
    bytes: 188_416,
    deliveries: 0,
    oldest: null,
    too_old: 0,
    cleaning: null,
    last_cleaning: null,
    backups: [],
    backup_problem: null,
  };
}

let counter = 0;

/** An id that sorts by time as the real ones do. */
export function sampleId(
  prefix: "atm" | "dst" | "evt" | "dlv" | "att" | "inb" | "und",
  at: number,
): string {
  counter += 1;
  const time = Math.floor(at).toString(16).padStart(12, "0");
  return `${prefix}_${time}${counter.toString(16).padStart(20, "0")}`;
}

/** A moment as it stands in the contract. */
export function stamp(at: number): string {
  return new Date(at).toISOString();
}

/** An automation as the runner keeps it. */
export function automation(settings: AutomationSettings, at: number): Automation {
  return {
    id: sampleId("atm", at),
    settings,
    secret_hint: null,
    created_at: stamp(at),
    updated_at: stamp(at),
  };
}

/** A destination as the runner keeps it. */
export function destination(
  settings: DestinationSettings,
  at: number,
  more: Partial<Destination> = {},
): Destination {
  return {
    id: sampleId("dst", at),
    settings,
    paused: null,
    resumed_at: null,
    secret_hint: settings.signing.type === "none" ? null : "••••a1b2",
    secrets: { public_key: null, rotation: null, named: [] },
    built_in: false,
    created_at: stamp(at),
    updated_at: stamp(at),
    ...more,
  };
}

/** A world in which nothing was made yet; the Test inbox is always there. */
export function emptyWorld(now: number): World {
  const inbox = destination(
    {
      name: "Test inbox",
      address: "http://127.0.0.1:8787/test-inbox",
      headers: [],
      signing: { type: "standard_webhooks" },
      authentication: { type: "none" },
      transport: PLAIN,
      parallel: 4,
      own_hooks: false,
      limits: { per_minute: null, waiting: null, when_full: "skip_new" },
      unhealthy_after_hours: null,
    },
    now - 30 * 86_400_000,
    { built_in: true, secret_hint: "••••7f3c" },
  );
  return {
    automations: [],
    destinations: [inbox],
    deliveries: [],
    unread: 0,
    filters: [],
    inbox: { address: inbox.settings.address, answer: "ok", requests: [] },
    state: { type: "running" },
    offline: null,
    inbound: { type: "listening", address: INBOUND, network: null },
    settings: structuredClone(usualSettings),
    notices: [],
    storage: emptyStorage(),
    secrets: { type: "key_store" },
    proxy_password: null,
    answers: {},
    folders: [
      "/home/karin",
      "/home/karin/Documents",
      "/home/karin/Downloads",
      "/home/karin/Invoices",
      "/home/karin/Pictures/Screenshots",
      "/home/karin/Signed",
      "/home/karin/Webhook demo",
    ],
    broken: {},
    counted: [],
    done: [],
    deleted: { automations: [], destinations: [] },
    seen: null,
    places: [],
    firstRun: { seen: false, made: null, files: 0 },
  };
}
