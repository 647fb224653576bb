import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { AutomationSettings } from "../bindings/AutomationSettings";
import type { Preview } from "../bindings/Preview";
import type { Sample } from "../bindings/Sample";
import type { SampleChoice } from "../bindings/SampleChoice";
import type { SampleSource } from "../bindings/SampleSource";
import { type AutomationDraft, triedSettings } from "../model/automation-draft";
import { useHost } from "./host";
import { useKeptSample } from "./kept-sample";
import { keys, useDelivery } from "./queries";

/** Short enough to be felt as at once, long enough not to ask at every letter. */
const STEADY_MS = 80;

/** Settings that are tried on an event before they are saved. */
export interface Trial {
  settings: AutomationSettings;
  /** Which send is shown. */
  send: number;
  showSend: (index: number) => void;
  /** Events that happened and can be tried on, newest first. */
  choices: SampleChoice[];
  /** Looks for newer ones. */
  refresh: () => void;
  /** The event that is tried on; nothing before it is known which there are. */
  source: SampleSource | null;
  choose: (source: SampleSource) => void;
  /** True as long as a person chose none: it is the last real one, if there is one. */
  isLast: boolean;
  /** The event that is tried on until another is chosen, if one was kept for that. */
  kept: string | null;
  sample: Sample | undefined;
  preview: Preview | undefined;
  /** Why there is no preview. */
  error: Error | null;
}

/** Tries the settings of a form all the time. `event` names the delivery whose event to begin with. */
export function useTrial(id: string | null, draft: AutomationDraft, event: string | null): Trial {
  const host = useHost();
  const { settings } = useMemo(() => triedSettings(draft), [draft]);
  const [steady] = useDebouncedValue(JSON.stringify(settings), STEADY_MS);
  const tried: AutomationSettings = useMemo(() => JSON.parse(steady), [steady]);
  const [shown, showSend] = useState(0);
  const send = Math.min(shown, draft.sends.length - 1);
  const { picked, pick, extra } = usePicked(draft.when, event);
  const kept = useKeptSample(id, tried.trigger);

  const samples = useQuery({
    queryKey: [...keys.samples, id, tried.trigger],
    queryFn: () => host.call({ type: "list_samples", id, trigger: tried.trigger }),
    placeholderData: keepPreviousData,
  });
  const choices = withExtra(withExtra(samples.data ?? [], extra), kept.choice);
  const newest = samples.data?.[0];
  const known = (samples.data || samples.error) && !kept.looking;
  const source = picked ?? (known ? last(kept.choice ?? newest) : null);
  const sample = useQuery({
    queryKey: ["sample", id, tried.trigger, source],
    enabled: source !== null,
    queryFn: () =>
      host.call({
        type: "read_sample",
        id,
        trigger: tried.trigger,
        source: source ?? { type: "made_up" },
      }),
    placeholderData: keepPreviousData,
  });
  const preview = useQuery({
    queryKey: ["preview", id, steady, send, source],
    enabled: source !== null,
    gcTime: 10_000,
    queryFn: () =>
      host.call({
        type: "preview_automation",
        id,
        settings: tried,
        send,
        source: source ?? { type: "made_up" },
      }),
    placeholderData: keepPreviousData,
  });

  return {
    settings,
    send,
    showSend,
    choices,
    refresh: () => void samples.refetch(),
    source,
    choose: pick,
    isLast: picked === null && !kept.choice && newest !== undefined,
    kept: kept.choice?.event ?? null,
    sample: sample.data,
    preview: preview.data,
    error: preview.error,
  };
}

function last(newest: SampleChoice | undefined): SampleSource {
  if (!newest) return { type: "made_up" };
  return { type: "recorded", automation: newest.automation, event: newest.event };
}

/** What a person chose; another kind of trigger has other events. */
function usePicked(when: string, event: string | null) {
  const [picked, pick] = useState<SampleSource | null>(null);
  const delivery = useDelivery(event).data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the kind of trigger counts
  useEffect(() => pick(null), [when]);
  useEffect(() => {
    if (!delivery) return;
    const { automation, id } = delivery.event;
    pick({ type: "recorded", automation, event: id });
  }, [delivery]);
  const extra: SampleChoice | null = delivery
    ? {
        automation: delivery.event.automation,
        automation_name: delivery.row.automation_name,
        event: delivery.event.id,
        kind: delivery.event.kind,
        at: delivery.event.at,
        summary: delivery.event.summary,
      }
    : null;
  return { picked, pick, extra };
}

function withExtra(choices: SampleChoice[], extra: SampleChoice | null): SampleChoice[] {
  if (!extra || choices.some((choice) => choice.event === extra.event)) return choices;
  return [extra, ...choices];
}
