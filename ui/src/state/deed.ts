import { useState } from "react";
import type { Chosen } from "../bindings/Chosen";
import type { DeliveryAct } from "../bindings/DeliveryAct";
import { words } from "../model/en";
import { useCommand } from "./command";
import { say } from "./toast";

/** So many are done without asking. */
const FEW = 50;

interface Asked {
  act: DeliveryAct;
  count: number;
  more: boolean;
}

/** Does something with many deliveries: counts first, and asks when there are more than a few. */
export function useDeed(chosen: Chosen, onDone: () => void) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { run, busy } = useCommand();

  const act = async (act: DeliveryAct) => {
    const result = await run({ type: "act_on_deliveries", chosen, act });
    setAsked(null);
    if (!result) return;
    // A stop is told by the runner, with the way back.
    if (act !== "stop" || result.left > 0) {
      say(words.activity.done(act, result.done, result.left), act === "stop" ? "stop" : "again");
    }
    onDone();
  };
  const ask = async (wanted: DeliveryAct) => {
    const counted = await run({ type: "count_deliveries", chosen, act: wanted });
    if (!counted) return;
    if (counted.count === 0) say(words.activity.none[wanted], "info");
    else if (counted.count > FEW || counted.more) setAsked({ act: wanted, ...counted });
    else await act(wanted);
  };
  return {
    ask,
    asked,
    confirm: () => asked && act(asked.act),
    cancel: () => setAsked(null),
    busy,
  };
}
