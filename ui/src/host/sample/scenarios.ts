import type { Connection } from "../host";
import { busyWorld } from "./busy-world";
import { emptyWorld, type World } from "./world";

/** A situation in which the screens can be looked at and tested. */
export interface Scenario {
  world: World;
  connection: Connection;
  /** What goes on happening while one looks, if anything. */
  live: boolean;
}

/** The situations by name, as `?scenario=` in the address wants them. */
export const scenarios = {
  /** A first start. */
  empty: (now: number): Scenario => quiet(emptyWorld(now)),
  /** A working day. */
  busy: (now: number): Scenario => ({ ...quiet(busyWorld(now)), live: true }),
  /** The same day, standing still: for pictures. */
  still: (now: number): Scenario => quiet(busyWorld(now)),
  /** Little works: a folder is gone, a port is taken, a destination is down. */
  failing: (now: number): Scenario => quiet(failingWorld(now)),
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

function quiet(world: World): Scenario {
  return { world, connection: { state: "connected" }, live: false };
}

function failingWorld(now: number): World {
  const world = busyWorld(now);
  world.seen = now - 50_400_000;
  world.inbound = {
    type: "unavailable",
    message: "Port 8787 is used by another program. Close it, then start Hookloom again.",
  };
  world.secrets = {
    type: "encrypted_file",
    path: "/home/karin/.config/hookloom/secrets",
    why: "no password store is running",
  };
  const contracts = world.automations.find((one) => one.settings.name === "Signed contracts");
  if (contracts) {
    world.broken[contracts.id] = "Folder not found: /home/karin/Signed. Choose it again.";
  }
  for (const one of world.destinations) world.answers[one.id] = 503;
  return world;
}
