import type { ApiError } from "../../bindings/ApiError";
import type { AutomationRow } from "../../bindings/AutomationRow";
import type { Change } from "../../bindings/Change";
import type { Command } from "../../bindings/Command";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { DestinationRow } from "../../bindings/DestinationRow";
import type { LastResult } from "../../bindings/LastResult";
import type { Problem } from "../../bindings/Problem";
import type { Replies } from "../../bindings/Replies";
import type { RunnerStatus } from "../../bindings/RunnerStatus";
import { sampleData } from "../../model/sample-event";
import { HostError } from "../host";
import { checkAutomation, checkDestination } from "./checks";
import { nextRuns } from "./next-runs";
import { attempt, type Happening, happen, say } from "./simulate";
import * as make from "./world";
import { INBOUND, stamp, type World } from "./world";

type Ask<Type extends Command["type"]> = Extract<Command, { type: Type }>;
type Handlers = { [Type in Command["type"]]: (command: Ask<Type>) => Replies[Type] };

const SENDING_MS = 350;
const DAY_MS = 86_400_000;

/** A small simulated runner: the same commands as the real one, over a world in memory. */
export function sampleRunner(world: World, emit: (change: Change) => void): Handlers {
  const now = () => Date.now();

  function refuse(code: ApiError["code"], message: string, problems: Problem[] = []): never {
    throw new HostError({ code, message, problems });
  }
  function accept(problems: Problem[]): void {
    const message = problems.length === 1 ? (problems[0]?.message ?? "") : "Put these right.";
    if (problems.length > 0) refuse("invalid", message, problems);
  }
  function find<Thing extends { id: string }>(things: Thing[], id: string): Thing {
    return (
      things.find((thing) => thing.id === id) ?? refuse("not_found", "It is not there any more.")
    );
  }
  function findDelivery(id: string): DeliveryDetail {
    const found = world.deliveries.find((one) => one.row.id === id);
    return found ?? refuse("not_found", "This delivery is not there any more.");
  }

  const automationRow = (id: string): AutomationRow => {
    const automation = find(world.automations, id);
    return { automation, trigger: triggerStatus(world, automation), last: last(world, id) };
  };
  const destinationRow = (id: string): DestinationRow => {
    const destination = find(world.destinations, id);
    const mine = world.deliveries.filter((one) => one.row.destination === id);
    const recent = mine.filter((one) => now() - Date.parse(one.row.created_at) < DAY_MS);
    const count = (list: DeliveryDetail[], ...states: string[]) =>
      list.filter((one) => states.includes(one.row.state.state)).length;
    return {
      destination,
      used_by: world.automations
        .filter((one) => one.settings.sends.some((send) => send.destination === id))
        .map((one) => one.id),
      waiting: count(mine, "pending", "held"),
      sent_24h: count(recent, "succeeded"),
      failed_24h: count(recent, "failed"),
    };
  };

  function send(delivery: DeliveryDetail): void {
    setTimeout(() => {
      if (delivery.row.state.state !== "pending") return;
      attempt(world, delivery, now());
      emit({ type: "delivery", id: delivery.row.id });
      emit({ type: "automation", id: delivery.row.automation });
      emit({ type: "destination", id: delivery.row.destination });
      emit({ type: "inbox" });
      emit({ type: "status" });
    }, SENDING_MS);
  }

  function release(matches: (delivery: DeliveryDetail) => boolean): void {
    for (const delivery of world.deliveries) {
      if (delivery.row.state.state !== "held" || !matches(delivery)) continue;
      delivery.row = { ...delivery.row, state: { state: "pending", due_at: stamp(now()) } };
      say(delivery);
      emit({ type: "delivery", id: delivery.row.id });
      send(delivery);
    }
    emit({ type: "status" });
  }

  function changedAutomation(id: string): AutomationRow {
    emit({ type: "automation", id });
    emit({ type: "status" });
    return automationRow(id);
  }
  function changedDestination(id: string): DestinationRow {
    emit({ type: "destination", id });
    emit({ type: "status" });
    return destinationRow(id);
  }

  return {
    hello: () => ({ protocol: 1, version: "0.1.0", pid: 4410 }),
    subscribe: () => null,
    shutdown: () => null,
    show_window: () => null,
    status: () => status(world),
    pause: ({ until }) => {
      world.state = { type: "paused", until };
      emit({ type: "status" });
      return status(world);
    },
    resume: () => {
      world.state = { type: "running" };
      release((one) => {
        const { state } = one.row;
        return state.state === "held" && state.why === "runner_paused";
      });
      return status(world);
    },

    list_automations: () =>
      [...world.automations]
        .sort((a, b) => a.settings.name.localeCompare(b.settings.name))
        .map((one) => automationRow(one.id)),
    get_automation: ({ id }) => automationRow(id),
    check_automation: ({ id, settings }) => checkAutomation(world, settings, id),
    add_automation: ({ settings }) => {
      accept(checkAutomation(world, settings, null));
      const made = make.automation(settings, now());
      world.automations.push(made);
      return changedAutomation(made.id);
    },
    edit_automation: ({ id, settings }) => {
      const automation = find(world.automations, id);
      accept(checkAutomation(world, settings, id));
      automation.settings = settings;
      automation.updated_at = stamp(now());
      return changedAutomation(id);
    },
    switch_automation: ({ id, enabled }) => {
      const automation = find(world.automations, id);
      automation.settings = { ...automation.settings, enabled };
      return changedAutomation(id);
    },
    run_automation: ({ id, data }) => {
      const automation = find(world.automations, id);
      const what: Happening = {
        kind: "manual.run",
        summary: "Run by hand",
        data: data ?? sampleData(automation.settings.trigger.type),
      };
      const made = happen(world, automation, what, now());
      for (const delivery of made) {
        emit({ type: "delivery", id: delivery.row.id });
        send(delivery);
      }
      emit({ type: "automation", id });
      return {
        event: made[0]?.event.id ?? "",
        deliveries: made.map((delivery) => delivery.row.id),
      };
    },
    delete_automation: ({ id }) => {
      find(world.automations, id);
      world.automations = world.automations.filter((one) => one.id !== id);
      emit({ type: "automation", id });
      emit({ type: "status" });
      return null;
    },
    preview_schedule: ({ trigger }) => nextRuns(trigger, now()),

    list_destinations: () =>
      [...world.destinations]
        .sort((a, b) => a.settings.name.localeCompare(b.settings.name))
        .map((one) => destinationRow(one.id)),
    get_destination: ({ id }) => destinationRow(id),
    add_destination: ({ settings, secret }) => {
      accept(checkDestination(world, settings, null, secret));
      const hint = secret ? `••••${secret.slice(-4)}` : null;
      const made = make.destination(settings, now(), { secret_hint: hint });
      world.destinations.push(made);
      return changedDestination(made.id);
    },
    edit_destination: ({ id, settings, secret }) => {
      const destination = find(world.destinations, id);
      accept(checkDestination(world, settings, id, secret));
      destination.settings = settings;
      if (secret) destination.secret_hint = `••••${secret.slice(-4)}`;
      return changedDestination(id);
    },
    pause_destination: ({ id }) => {
      find(world.destinations, id).paused = { since: stamp(now()), why: "by_hand" };
      return changedDestination(id);
    },
    resume_destination: ({ id }) => {
      find(world.destinations, id).paused = null;
      release((one) => one.row.destination === id);
      return changedDestination(id);
    },
    delete_destination: ({ id }) => {
      const { used_by } = destinationRow(id);
      if (used_by.length > 0) refuse("refused", "An automation still sends here.");
      world.destinations = world.destinations.filter((one) => one.id !== id);
      emit({ type: "destination", id });
      return null;
    },

    list_deliveries: ({ filter, after, limit }) => {
      const rows = world.deliveries
        .map((one) => one.row)
        .filter(
          (row) =>
            (filter.states.length === 0 || filter.states.includes(row.state.state)) &&
            (!filter.automation || row.automation === filter.automation) &&
            (!filter.destination || row.destination === filter.destination),
        );
      const from = after ? rows.findIndex((row) => row.id < after) : 0;
      return { rows: from < 0 ? [] : rows.slice(from, from + limit), total: rows.length };
    },
    get_delivery: ({ id }) => structuredClone(findDelivery(id)),
    resend_delivery: ({ id }) => {
      const delivery = findDelivery(id);
      const state = { state: "pending" as const, due_at: stamp(now()) };
      delivery.row = { ...delivery.row, resent: true, state };
      say(delivery);
      emit({ type: "delivery", id });
      send(delivery);
      return delivery.row;
    },
    cancel_delivery: ({ id }) => {
      const delivery = findDelivery(id);
      delivery.row = { ...delivery.row, state: { state: "cancelled", at: stamp(now()) } };
      say(delivery);
      emit({ type: "delivery", id });
      emit({ type: "status" });
      return delivery.row;
    },

    get_inbox: () => ({ ...world.inbox }),
    clear_inbox: () => {
      world.inbox.requests = [];
      emit({ type: "inbox" });
      return null;
    },
    answer_inbox: ({ answer }) => {
      world.inbox.answer = answer;
      emit({ type: "inbox" });
      return null;
    },
  };
}

function status(world: World): RunnerStatus {
  const count = (...states: string[]) =>
    world.deliveries.filter((one) => states.includes(one.row.state.state)).length;
  return {
    version: "0.1.0",
    pid: 4410,
    started_at: stamp(Date.now() - DAY_MS),
    data_folder: "/home/karin/.local/share/hookloom",
    state: world.state,
    automations: world.automations.length,
    automations_on: world.automations.filter((one) => one.settings.enabled).length,
    waiting: count("pending"),
    held: count("held"),
    failed_24h: count("failed"),
    inbound: world.inbound,
    secrets: world.secrets,
  };
}

function triggerStatus(world: World, automation: World["automations"][number]) {
  const { enabled, trigger } = automation.settings;
  const broken = world.broken[automation.id];
  if (!enabled) return { type: "off" as const };
  if (broken) return { type: "broken" as const, message: broken };
  return {
    type: "ready" as const,
    next_at: trigger.type === "schedule" ? (nextRuns(trigger, Date.now())[0]?.at ?? null) : null,
    address: trigger.type === "inbound" ? `${INBOUND}${trigger.name}` : null,
    note: null,
  };
}

function last(world: World, id: string): LastResult | null {
  const newest = world.deliveries.find((one) => one.row.automation === id)?.row;
  if (!newest) return null;
  const { state } = newest;
  const at =
    state.state === "pending" ? state.due_at : state.state === "held" ? state.since : state.at;
  return { delivery: newest.id, state: state.state, at, status: newest.last_status };
}
