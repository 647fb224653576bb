import hostile from "../../../../tests/fixtures/hostile.json";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import { busyWorld } from "./busy-world";
import { happen } from "./simulate";
import { sampleId, stamp, type World } from "./world";

const MINUTE = 60_000;

/** A world in which everything that comes from outside wants to do harm. */
export function hostileWorld(now: number): World {
  const world = busyWorld(now);
  const [automation] = world.automations;
  const [, destination] = world.destinations;
  if (!automation || !destination) return world;
  automation.settings.name = hostile.html.slice(0, 80);
  destination.settings.name = hostile.turned;
  const texts = Object.entries(hostile);
  texts.forEach(([name, text], index) => {
    const at = now - (texts.length - 1 - index) * MINUTE;
    const data = { name: text, [text.slice(0, 40)]: [text, { [name]: text }] };
    const what = { kind: "file.added" as const, summary: text, data };
    for (const delivery of happen(world, automation, what, at)) answer(delivery, text, at);
  });
  return world;
}

function answer(delivery: DeliveryDetail, text: string, at: number): void {
  const line = text.replace(/[\r\n]/g, " ");
  delivery.row = {
    ...delivery.row,
    state: { state: "failed", at: stamp(at), reason: { type: "refused", message: text } },
    attempts: 2,
    last_status: 500,
    took_ms: 12,
  };
  delivery.sentence = `Not delivered: ${text}`;
  delivery.condition = text;
  const attempt = {
    delivery: delivery.row.id,
    at: stamp(at),
    remote: line.slice(0, 60),
    phases: { name_ms: 1, connect_ms: 4, wait_ms: 8, read_ms: 2, total_ms: 12 },
  };
  delivery.attempts = [
    {
      ...attempt,
      id: sampleId("att", at),
      number: 1,
      why: "first",
      outcome: { type: "not_sent", fault: "protocol", message: text },
    },
    {
      ...attempt,
      id: sampleId("att", at),
      number: 2,
      why: "retry",
      outcome: {
        type: "answered",
        status: 500,
        headers: [
          ["content-type", "text/html"],
          ["x-note", line.slice(0, 200)],
          [line.slice(0, 40), "1"],
        ],
        body: text,
        body_cut: true,
      },
    },
  ];
  if (delivery.request) {
    delivery.request.url += `/${encodeURIComponent(line.slice(0, 80))}`;
    delivery.request.headers.push(["x-name", line.slice(0, 200)]);
    delivery.request.body = text;
  }
}
