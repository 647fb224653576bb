import { useQuery } from "@tanstack/react-query";
import type { SampleChoice } from "../bindings/SampleChoice";
import type { Trigger } from "../bindings/Trigger";
import type { KeptSample } from "../model/preferences";
import { useHost } from "./host";
import { prefer, present, usePreferences } from "./preferences";

/** Has an automation tried on an event from now on; nothing means its last one again. */
export function keepSample(id: string, sample: KeptSample | null): void {
  const { [id]: _before, ...others } = present().samples;
  prefer({ samples: sample ? { ...others, [id]: sample } : others });
}

/** The event that an automation is tried on by choice, as long as the log has it. */
export function useKeptSample(id: string | null, trigger: Trigger) {
  const host = useHost();
  const kept = usePreferences().samples[id ?? ""] ?? null;
  const found = useQuery({
    queryKey: ["kept-sample", id, trigger.type, kept],
    enabled: kept !== null,
    retry: false,
    queryFn: async () => {
      const source = { type: "recorded", ...(kept as KeptSample) } as const;
      return (await host.call({ type: "read_sample", id, trigger, source })).event;
    },
  });
  const event = kept && found.data;
  const choice: SampleChoice | null = event
    ? {
        automation: event.automation,
        automation_name: "",
        event: event.id,
        kind: event.kind,
        at: event.at,
        summary: event.summary,
      }
    : null;
  return { choice, looking: kept !== null && found.isPending };
}
