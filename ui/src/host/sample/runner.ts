import type { Change } from "../../bindings/Change";
import { automationHandlers } from "./automation-handlers";
import { checkHandlers } from "./check-handlers";
import { deliveryHandlers } from "./delivery-handlers";
import { destinationHandlers } from "./destination-handlers";
import { firstRunHandlers } from "./first-run-handlers";
import { logHandlers } from "./log-handlers";
import { overviewHandlers } from "./overview-handlers";
import { recipeHandlers } from "./recipe-handlers";
import { settingsHandlers } from "./settings-handlers";
import { type Handlers, type Stage, setStage } from "./stage";
import { storageHandlers } from "./storage-handlers";
import { trialHandlers } from "./trial-handlers";
import { undoHandlers } from "./undo-handlers";
import { statusOf } from "./views";
import type { World } from "./world";

/** A small simulated runner: the same commands as the real one, over a world in memory. */
export function sampleRunner(world: World, emit: (change: Change) => void): Handlers {
  const stage = setStage(world, emit);
  return {
    hello: () => ({ protocol: 1, version: "0.1.0", pid: 4410 }),
    subscribe: () => null,
    shutdown: () => null,
    show_window: () => null,
    ...pauseHandlers(stage),
    ...automationHandlers(stage),
    ...trialHandlers(stage),
    ...destinationHandlers(stage),
    ...deliveryHandlers(stage),
    ...logHandlers(stage),
    ...undoHandlers(stage),
    ...inboxHandlers(stage),
    ...overviewHandlers(stage),
    ...settingsHandlers(stage),
    ...storageHandlers(stage),
    ...checkHandlers(stage),
    ...recipeHandlers(stage),
    ...firstRunHandlers(stage),
  };
}

function pauseHandlers({
  world,
  emit,
  release,
}: Stage): Pick<Handlers, "status" | "pause" | "resume"> {
  return {
    status: () => statusOf(world),
    pause: ({ until, ignore_events }) => {
      world.state = { type: "paused", until, ignore_events };
      emit({ type: "status" });
      return statusOf(world);
    },
    resume: () => {
      world.state = { type: "running" };
      release(({ row }) => row.state.state === "held" && row.state.why === "runner_paused");
      return statusOf(world);
    },
  };
}

function inboxHandlers({
  world,
  emit,
}: Stage): Pick<Handlers, "get_inbox" | "clear_inbox" | "answer_inbox"> {
  return {
    get_inbox: () => world.inbox,
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
