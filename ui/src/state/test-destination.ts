import { useState } from "react";
import type { Destination } from "../bindings/Destination";
import { automationSettings, newAutomation } from "../model/automation-draft";
import { words } from "../model/en";
import { useCommand } from "./command";

/** Sends a small signed event to a destination, marked as a test, as an automation would. */
export function useTestDestination() {
  const { run, busy } = useCommand();
  const [delivery, setDelivery] = useState<string | null>(null);

  const send = async ({ id, settings }: Destination): Promise<void> => {
    const name = words.receiver.testName(settings.name);
    const draft = { ...newAutomation(id, "UTC"), name, when: "manual" as const };
    const made = automationSettings(draft);
    if ("problems" in made) return;
    const row = await run({
      type: "test_automation",
      id: null,
      settings: made.settings,
      send: 0,
      source: { type: "made_up" },
    });
    if (row) setDelivery(row.id);
  };
  return { send, busy, delivery };
}
