import type { Automation } from "../../bindings/Automation";
import type { Change } from "../../bindings/Change";
import type { Command } from "../../bindings/Command";
import type { Replies } from "../../bindings/Replies";
import { type Connection, type Host, HostError } from "../host";
import { sampleRunner } from "./runner";
import type { Scenario } from "./scenarios";
import type { World } from "./world";

const LIVE_EVERY_MS = 4000;

/** What a test can do to the simulated runner, beside what a person can. */
export interface SampleControl {
  /** Sets the connection, as when the runner stops and comes back. */
  connect(connection: Connection): void;
  /** What was put on the clipboard last. */
  copied(): string | null;
  /** What a press on the window's own close button does. */
  askToClose(): void;
  /** Whether the window was closed. */
  closed(): boolean;
}

/** A host over a simulated runner, for a browser and for tests. */
export function sampleHost(scenario: Scenario): Host & { control: SampleControl } {
  const changeListeners = new Set<(change: Change) => void>();
  const connectionListeners = new Set<(connection: Connection) => void>();
  let { connection } = scenario;
  const closingListeners = new Set<() => void>();
  let copied: string | null = null;
  let closed = false;

  const emit = (change: Change) => {
    if (connection.state !== "connected") return;
    for (const listener of changeListeners) listener(change);
  };
  const runner = sampleRunner(scenario.world, emit);
  const connect = (next: Connection) => {
    connection = next;
    for (const listener of connectionListeners) listener(next);
  };

  if (scenario.live) {
    const runs = scenario.world.automations.filter((one) => one.settings.enabled);
    let turn = 0;
    setInterval(() => {
      const automation = runs[turn % runs.length];
      turn += 1;
      if (automation)
        runner.run_automation({ type: "run_automation", id: automation.id, data: null });
    }, LIVE_EVERY_MS);
  }

  if (scenario.rate)
    storm(scenario.world.automations, scenario.rate, (id) => {
      runner.run_automation({ type: "run_automation", id, data: null });
    });

  return {
    call: async <C extends Command>(command: C) => {
      const reachable = connection.state === "connected" || connection.state === "lost";
      await Promise.resolve();
      if (!reachable || (connection.state === "lost" && !READS.test(command.type))) {
        const message = "The background runner can't be reached just now. Try again in a moment.";
        throw new HostError({ code: "unreachable", message, problems: [] });
      }
      const handle = runner[command.type] as (command: C) => Replies[C["type"]];
      return structuredClone(handle(command));
    },
    changes: (listener) => {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    connection: (listener) => {
      connectionListeners.add(listener);
      listener(connection);
      return () => connectionListeners.delete(listener);
    },
    reconnect: async (how) => {
      if (how === "safe") startSafe(scenario.world);
      connect({ state: "connected" });
    },
    closing: (listener) => {
      closingListeners.add(listener);
      return () => closingListeners.delete(listener);
    },
    close: async () => {
      closed = true;
    },
    pickFolder: async () => "/home/karin/Invoices",
    pickSave: async (fileName) => `/home/karin/Documents/${fileName}`,
    openExternal: async () => {},
    copy: async (text) => {
      copied = text;
    },
    control: {
      connect,
      copied: () => copied,
      askToClose: () => {
        for (const listener of closingListeners) listener();
      },
      closed: () => closed,
    },
  };
}

/** As if the runner had been started with everything off. */
function startSafe(world: World): void {
  const on = world.automations.filter((one) => one.settings.enabled);
  for (const one of on) one.settings.enabled = false;
  const at = new Date().toISOString();
  world.state = { type: "paused", until: null, ignore_events: false };
  world.notices = [{ type: "started_safe", at, switched_off: on.map(({ id }) => id) }];
}

/** Runs one automation after the other, so many times a second. */
function storm(automations: Automation[], rate: number, run: (id: string) => void): void {
  const TICKS = 20;
  let turn = 0;
  setInterval(() => {
    for (let done = 0; done < rate / TICKS; done += 1) {
      const automation = automations[turn % automations.length];
      turn += 1;
      if (automation) run(automation.id);
    }
  }, 1000 / TICKS);
}

// A lost connection keeps what was read before; in the sample it was always read before.
const READS = /^(status|list_|get_|catch_up)/;
