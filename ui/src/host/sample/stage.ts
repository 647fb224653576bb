import type { ApiError } from "../../bindings/ApiError";
import type { Change } from "../../bindings/Change";
import type { Command } from "../../bindings/Command";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { Problem } from "../../bindings/Problem";
import type { Replies } from "../../bindings/Replies";
import { HostError } from "../host";
import { nextInLine } from "./line";
import { attempt, say } from "./simulate";
import { sampleId, stamp, type World } from "./world";

/** One function for each command. */
export type Handlers = {
  [Type in Command["type"]]: (command: Extract<Command, { type: Type }>) => Replies[Type];
};

const SENDING_MS = 350;

/** What the handlers of all commands share: the world, and telling of its changes. */
export interface Stage {
  world: World;
  emit: (change: Change) => void;
  /** Sends a delivery in a moment. */
  send: (delivery: DeliveryDetail) => void;
  /** Keeps something that was done together with the way back. */
  canUndo: (done: string, takeBack: () => void) => void;
  /** Sends what was held, as far as it matches. */
  release: (matches: (delivery: DeliveryDetail) => boolean) => void;
}

/** Sets the stage over a world. */
export function setStage(world: World, emit: (change: Change) => void): Stage {
  const send = (delivery: DeliveryDetail) => {
    setTimeout(() => {
      if (delivery.row.state.state !== "pending" || delivery.row.behind) return;
      attempt(world, delivery, Date.now());
      emit({ type: "delivery", id: delivery.row.id });
      emit({ type: "automation", id: delivery.row.automation });
      emit({ type: "destination", id: delivery.row.destination });
      emit({ type: "inbox" });
      emit({ type: "status" });
      const next = nextInLine(world, delivery);
      if (!next) return;
      emit({ type: "delivery", id: say(next).row.id });
      send(next);
    }, SENDING_MS);
  };
  const release = (matches: (delivery: DeliveryDetail) => boolean) => {
    for (const delivery of world.deliveries) {
      if (delivery.row.state.state !== "held" || !matches(delivery)) continue;
      delivery.row = { ...delivery.row, state: { state: "pending", due_at: stamp(Date.now()) } };
      say(delivery);
      emit({ type: "delivery", id: delivery.row.id });
      send(delivery);
    }
    emit({ type: "status" });
  };
  const canUndo = (done: string, takeBack: () => void) => {
    const now = Date.now();
    const id = sampleId("und", now);
    world.done.unshift({ id, at: stamp(now), done, undone_at: null, takeBack });
    emit({ type: "undo" });
  };
  return { world, emit, send, release, canUndo };
}

/** Refuses a command, in words. */
export function refuse(code: ApiError["code"], message: string, problems: Problem[] = []): never {
  throw new HostError({ code, message, problems });
}

/** Refuses settings in which something is wrong. */
export function accept(problems: Problem[]): void {
  if (problems.length === 0) return;
  const message = problems.length === 1 ? problems[0]?.message : undefined;
  refuse("invalid", message ?? `${problems.length} settings need to be put right.`, problems);
}

/** The thing of an id, or a refusal. */
export function find<Thing extends { id: string }>(things: Thing[], id: string): Thing {
  return (
    things.find((thing) => thing.id === id) ?? refuse("not_found", "It is not there any more.")
  );
}
