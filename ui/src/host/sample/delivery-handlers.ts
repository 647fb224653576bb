import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { DeliveryRow } from "../../bindings/DeliveryRow";
import type { DeliveryState } from "../../bindings/DeliveryState";
import { fits, select } from "./selection";
import { happen, say } from "./simulate";
import { type Handlers, refuse, type Stage } from "./stage";
import { stamp } from "./world";

type Commands =
  | "list_deliveries"
  | "get_delivery"
  | "resend_delivery"
  | "send_anew"
  | "retry_delivery"
  | "cancel_delivery"
  | "count_deliveries"
  | "act_on_deliveries"
  | "delivery_curl";

/** The engine counts no further either. */
const COUNTED = 100_000;

/** What can be asked about deliveries. */
export function deliveryHandlers(stage: Stage): Pick<Handlers, Commands> {
  const { world } = stage;
  const find = (id: string): DeliveryDetail =>
    world.deliveries.find((one) => one.row.id === id) ??
    refuse("not_found", "This delivery is not there any more.");
  const acts = deeds(stage);
  return {
    list_deliveries: ({ filter, after, before, skip, limit }) => {
      const rows = select(world, { type: "all", filter }).map((one) => one.row);
      const page = pageOf(rows, after, before, skip, limit);
      const total = Math.min(rows.length, COUNTED);
      return { rows: page, total, more: rows.length > COUNTED, unread: world.unread };
    },
    get_delivery: ({ id }) => find(id),
    resend_delivery: ({ id }) => acts.send_again(find(id)),
    send_anew: ({ id }) => acts.send_anew(find(id)),
    retry_delivery: ({ id }) => acts.retry_now(find(id)),
    cancel_delivery: ({ id }) => {
      const delivery = find(id);
      const goOn = acts.stop(delivery);
      stage.canUndo(`“${delivery.row.summary}” is not tried any more.`, goOn);
      return delivery.row;
    },
    count_deliveries: ({ chosen, act }) => {
      const count = select(world, chosen).filter((one) => !act || fits(act, one)).length;
      return { count, more: false };
    },
    act_on_deliveries: ({ chosen, act }) => {
      const asked = select(world, chosen);
      const possible = asked.filter((one) => fits(act, one));
      const stops = possible.map((delivery) => acts[act](delivery));
      if (act === "stop" && stops.length > 0) {
        const done = `${stops.length} deliveries are not tried any more.`;
        stage.canUndo(done, () => {
          for (const goOn of stops) if (typeof goOn === "function") goOn();
        });
      }
      const left = chosen.type === "these" ? asked.length - possible.length : 0;
      return { done: possible.length, left };
    },
    delivery_curl: ({ id }) => curlOf(find(id)),
  };
}

function pageOf(
  rows: DeliveryRow[],
  after: string | null,
  before: string | null,
  skip: number,
  limit: number,
): DeliveryRow[] {
  if (before) {
    const end = rows.findIndex((row) => row.id <= before);
    const to = Math.max(0, (end < 0 ? rows.length : end) - skip);
    return rows.slice(Math.max(0, to - limit), to);
  }
  const first = after ? rows.findIndex((row) => row.id < after) : 0;
  return first < 0 ? [] : rows.slice(first + skip, first + skip + limit);
}

/** What a person can do with one delivery. */
function deeds({ world, emit, send }: Stage) {
  const move = (delivery: DeliveryDetail, state: DeliveryState) => {
    delivery.row = { ...delivery.row, state };
    say(delivery);
    emit({ type: "delivery", id: delivery.row.id });
    emit({ type: "status" });
    return delivery.row;
  };
  return {
    send_again: (delivery: DeliveryDetail) => {
      delivery.row = { ...delivery.row, resent: true };
      move(delivery, { state: "pending", due_at: stamp(Date.now()) });
      send(delivery);
      return delivery.row;
    },
    send_anew: ({ row, event }: DeliveryDetail) => {
      const automation = world.automations.find((one) => one.id === row.automation);
      if (!automation) refuse("refused", `‘${row.automation_name}’ was deleted.`);
      const sends = automation.settings.sends.filter((one) => one.destination === row.destination);
      const only = { ...automation, settings: { ...automation.settings, sends } };
      const [anew] = happen(world, only, event, Date.now());
      if (!anew) {
        const [from, to] = [row.automation_name, row.destination_name];
        refuse("refused", `‘${from}’ no longer sends to ‘${to}’.`);
      }
      anew.row.copy_of = row.id;
      emit({ type: "delivery", id: anew.row.id });
      send(anew);
      return anew.row;
    },
    retry_now: (delivery: DeliveryDetail) => {
      if (!fits("retry_now", delivery)) {
        refuse("refused", "It is finished. Send it again instead.");
      }
      move(delivery, { state: "pending", due_at: stamp(Date.now()) });
      send(delivery);
      return delivery.row;
    },
    /** Gives the way back. */
    stop: (delivery: DeliveryDetail) => {
      const before = delivery.row.state;
      move(delivery, { state: "cancelled", at: stamp(Date.now()) });
      return () => {
        move(delivery, before);
      };
    },
  };
}

function curlOf({ row, request }: DeliveryDetail): string {
  if (!request) refuse("refused", "There is nothing to send: no request was made for it.");
  return `id='${row.id}'\ntimestamp=$(date +%s)\n# WEBHOOK_SECRET is the destination's secret.\ncurl -X ${request.method} '${request.url}'\n`;
}
