import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { DeliveryState } from "../../bindings/DeliveryState";
import { say } from "./simulate";
import { type Handlers, refuse, type Stage } from "./stage";
import { stamp } from "./world";

type Commands = "list_deliveries" | "get_delivery" | "resend_delivery" | "cancel_delivery";

/** What can be asked about deliveries. */
export function deliveryHandlers(stage: Stage): Pick<Handlers, Commands> {
  const { world, emit, send } = stage;
  const find = (id: string): DeliveryDetail =>
    world.deliveries.find((one) => one.row.id === id) ??
    refuse("not_found", "This delivery is not there any more.");
  const move = (delivery: DeliveryDetail, state: DeliveryState) => {
    delivery.row = { ...delivery.row, state };
    say(delivery);
    emit({ type: "delivery", id: delivery.row.id });
    emit({ type: "status" });
    return delivery.row;
  };
  return {
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
    get_delivery: ({ id }) => find(id),
    resend_delivery: ({ id }) => {
      const delivery = find(id);
      delivery.row = { ...delivery.row, resent: true };
      move(delivery, { state: "pending", due_at: stamp(Date.now()) });
      send(delivery);
      return delivery.row;
    },
    cancel_delivery: ({ id }) => move(find(id), { state: "cancelled", at: stamp(Date.now()) }),
  };
}
