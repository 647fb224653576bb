import { useQuery } from "@tanstack/react-query";
import type { DeliveryCount } from "../bindings/DeliveryCount";
import type { DeliveryFilter } from "../bindings/DeliveryFilter";
import type { Destination } from "../bindings/Destination";
import { allDeliveries } from "../model/delivery-filter";
import { words } from "../model/en";
import { useCommand } from "./command";
import { useHost } from "./host";
import { keys } from "./queries";
import { say } from "./toast";

function failedSince(destination: string, since: string): DeliveryFilter {
  return { ...allDeliveries, states: ["failed"], destination, since };
}

/** How many deliveries to a destination failed since a moment. */
export function useFailedSince(destination: string, since: string | null) {
  const host = useHost();
  const counted = useQuery<DeliveryCount>({
    queryKey: [...keys.destinations, "failed-since", destination, since],
    enabled: since !== null,
    queryFn: () =>
      host.call({
        type: "count_deliveries",
        chosen: { type: "all", filter: failedSince(destination, since ?? "") },
        act: "send_again",
      }),
  });
  return counted.data;
}

/** Sends them again: same content, same ids. */
export function useSendFailedAgain({ id, settings }: Destination) {
  const { run, busy } = useCommand();
  const send = async (since: string): Promise<boolean> => {
    const filter = failedSince(id, since);
    const done = await run({
      type: "act_on_deliveries",
      chosen: { type: "all", filter },
      act: "send_again",
    });
    if (!done) return false;
    say(words.receiver.sentAgain(done.done, settings.name), "again");
    return true;
  };
  return { send, busy };
}
