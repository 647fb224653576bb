import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { Connection } from "../host";
import { busyWorld } from "./busy-world";
import { hostileWorld } from "./hostile-world";
import { manyWorld } from "./many-world";
import { answered } from "./sentence";
import { happen } from "./simulate";
import { automation, emptyWorld, type World } from "./world";

/** A situation in which the screens can be looked at and tested. */
export interface Scenario {
  world: World;
  connection: Connection;
  /** What goes on happening while one looks, if anything. */
  live: boolean;
  /** How many runs there are every second, beside that. */
  rate?: number;
}

/** The situations by name, as `?scenario=` in the address wants them. */
export const scenarios = {
  /** A first start. */
  empty: (now: number): Scenario => quiet(emptyWorld(now)),
  /** A working day. */
  busy: (now: number): Scenario => ({ ...quiet(aged(busyWorld(now), now)), live: true }),
  /** The same day, standing still: for pictures. */
  still: (now: number): Scenario => quiet(aged(busyWorld(now), now)),
  /** 100,000 deliveries. */
  many: (now: number): Scenario => quiet(manyWorld(now)),
  /** 200 deliveries every second. */
  storm: (now: number): Scenario => ({ ...quiet(busyWorld(now)), rate: 200 }),
  /** The same to 200 automations. */
  bustle: (now: number): Scenario => ({ ...quiet(crowdedWorld(now, 25)), rate: 200 }),
  /** Everything that comes from outside wants to do harm. */
  hostile: (now: number): Scenario => quiet(hostileWorld(now)),
  /** The same with more automations than fit on a page. */
  crowded: (now: number): Scenario => quiet(crowdedWorld(now)),
  /** Little works: a folder is gone, a port is taken, a destination is down. */
  failing: (now: number): Scenario => quiet(failingWorld(now)),
  /** A destination is unhealthy: paused, and tried now and then. */
  unhealthy: (now: number): Scenario => quiet(unhealthyWorld(now)),
  /** The computer is offline, and deliveries wait. */
  offline: (now: number): Scenario => quiet(offlineWorld(now)),
  /** The app itself had trouble, and says so. */
  trouble: (now: number): Scenario => quiet(troubledWorld(now)),
  /** The runner stopped while the window was open. */
  disconnected: (now: number): Scenario => ({
    ...quiet(busyWorld(now)),
    connection: { state: "lost" },
  }),
  /** Window and runner are of different age. */
  mismatch: (now: number): Scenario => ({
    ...quiet(busyWorld(now)),
    connection: {
      state: "mismatch",
      message:
        "The runner speaks version 2 of the contract, this window speaks 1. Update the window.",
    },
  }),
  /** No runner comes up. */
  failed: (now: number): Scenario => ({
    ...quiet(emptyWorld(now)),
    connection: {
      state: "failed",
      message: "The database was made by a newer version of Hookloom. Update the app.",
      details:
        "14:27:52.410  started the runner: exit code 3\n14:27:52.415  hookloom.db has version 4, this runner knows 3\n              version 0.1.0, data folder ~/.local/share/hookloom",
      folder: "/home/karin/.local/share/hookloom",
    },
  }),
} satisfies Record<string, (now: number) => Scenario>;

function unhealthyWorld(now: number): World {
  const world = busyWorld(now);
  const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
  const accounting = world.destinations.find((one) => one.settings.name === "Accounting");
  const invoices = world.automations.find(
    (one) => one.settings.sends[0]?.destination === accounting?.id,
  );
  if (!accounting || !invoices) throw new Error("a busy day has an accounting department");
  const lately = (at: number) => now - at < 127 * 3_600_000;
  const old = ({ row }: DeliveryDetail) =>
    row.destination !== accounting.id || !lately(Date.parse(row.created_at));
  world.deliveries = world.deliveries.filter(old);
  world.counted = world.counted.map((one) =>
    one.destination === accounting.id && lately(one.at)
      ? { ...one, sent: 0, failed: one.sent + one.failed, failedTries: 1, tookMs: 0 }
      : one,
  );
  world.answers[accounting.id] = 503;
  const trouble = answered(new URL(accounting.settings.address).hostname, 503);
  const probe = { failing_since: at(-127), trouble, failed: 2, next: at(2.6) };
  accounting.paused = { since: at(-7), why: "unhealthy", probe };
  for (const number of [2232, 2233, 2234]) {
    const name = `invoice-${number}.pdf`;
    const what = { kind: "file.added" as const, summary: `${name} added`, data: { name } };
    happen(world, invoices, what, now - (2240 - number) * 60_000);
  }
  return world;
}

function offlineWorld(now: number): World {
  const world = busyWorld(now);
  world.offline = {
    since: new Date(now - 11 * 60_000).toISOString(),
    why: "This computer is offline.",
  };
  const on = world.automations.filter((one) => one.settings.enabled).slice(0, 2);
  for (const one of on) {
    const what = { kind: "manual.run" as const, summary: "Run by hand", data: {} };
    happen(world, one, what, now - 4 * 60_000);
  }
  return world;
}

function troubledWorld(now: number): World {
  const world = aged(busyWorld(now), now);
  const at = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
  const kept_as = "/home/karin/.local/share/hookloom/hookloom.damaged-2026-11-26T08-12-00Z.db";
  const on = world.automations.filter((one) => one.settings.enabled).slice(0, 3);
  for (const one of on) one.settings.enabled = false;
  world.notices = [
    { type: "disk_full", since: at(0.2) },
    { type: "restored", at: at(1), backup: at(26), missing: 14, kept_as },
    { type: "clock_jumped", at: at(0.5), seconds: 3600 },
    { type: "started_safe", at: at(1), switched_off: on.map(({ id }) => id) },
  ];
  world.state = { type: "paused", until: null, ignore_events: false };
  return world;
}

function aged(world: World, now: number): World {
  const day = 86_400_000;
  const at = (days: number) => new Date(now - days * day).toISOString();
  world.storage = {
    bytes: 192_937_984,
    deliveries: 18_420,
    oldest: at(41),
    too_old: 4210,
    cleaning: null,
    last_cleaning: { at: at(2), deliveries: 612, bytes: 9_437_184 },
    backups: [0.4, 1.4, 2.4].map((days) => ({
      at: at(days),
      bytes: 171_966_464,
      path: `/home/karin/.local/share/hookloom/backups/${at(days)}.db`,
    })),
    backup_problem: null,
  };
  return world;
}

function quiet(world: World): Scenario {
  return { world, connection: { state: "connected" }, live: false };
}

function crowdedWorld(now: number, copies = 12): World {
  const world = busyWorld(now);
  const originals = [...world.automations];
  for (let copy = 2; copy <= copies; copy += 1) {
    for (const { settings } of originals) {
      world.automations.push(automation({ ...settings, name: `${settings.name} ${copy}` }, now));
    }
  }
  return world;
}

function failingWorld(now: number): World {
  const world = busyWorld(now);
  world.seen = now - 50_400_000;
  world.inbound = {
    type: "unavailable",
    message: "Port 8787 is used by another program. Port 8788 is free.",
    port: 8787,
    free: 8788,
  };
  world.secrets = {
    type: "encrypted_file",
    path: "/home/karin/.config/hookloom/secrets",
    why: "The system’s password store does not answer.",
  };
  const contracts = world.automations.find((one) => one.settings.name === "Signed contracts");
  if (contracts) {
    world.broken[contracts.id] = "Folder not found: /home/karin/Signed. Choose it again.";
    world.folders = world.folders.filter((folder) => folder !== "/home/karin/Signed");
  }
  for (const one of world.destinations) world.answers[one.id] = 503;
  return world;
}
