import type { Change } from "../../bindings/Change";
import type { Command } from "../../bindings/Command";
import type { Replies } from "../../bindings/Replies";
import { type Connection, type Host, HostError } from "../host";
import { sampleRunner } from "./runner";
import type { Scenario } from "./scenarios";

const LIVE_EVERY_MS = 4000;

/** What a test can do to the simulated runner, beside what a person can. */
export interface SampleControl {
  /** Sets the connection, as when the runner stops and comes back. */
  connect(connection: Connection): void;
  /** What was put on the clipboard last. */
  copied(): string | null;
}

/** A host over a simulated runner, for a browser and for tests. */
export function sampleHost(scenario: Scenario): Host & { control: SampleControl } {
  const changeListeners = new Set<(change: Change) => void>();
  const connectionListeners = new Set<(connection: Connection) => void>();
  let { connection } = scenario;
  let copied: string | null = null;

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
    reconnect: async () => connect({ state: "connected" }),
    pickFolder: async () => "/home/karin/Invoices",
    openExternal: async () => {},
    copy: async (text) => {
      copied = text;
    },
    control: { connect, copied: () => copied },
  };
}

// A lost connection keeps what was read before; in the sample it was always read before.
const READS = /^(status|list_|get_|catch_up)/;
