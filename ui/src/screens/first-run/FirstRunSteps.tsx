import type { AutomationRow } from "../../bindings/AutomationRow";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { FirstRunMade } from "../../bindings/FirstRunMade";
import type { InboxRequest } from "../../bindings/InboxRequest";
import type { IconName } from "../../components/shared/icon-shapes";
import { Timeline, TimelineStep } from "../../components/shared/Timeline";
import { words } from "../../model/en";
import { firstKind, type Progress, type StepState } from "../../model/first-run";
import type { Tone } from "../../model/last-result";
import { tilde } from "../../model/path";
import { clockExact, clockSeconds, duration } from "../../model/time";
import css from "./FirstRun.module.css";

interface FirstRunStepsProps {
  made: FirstRunMade;
  row: AutomationRow;
  progress: Progress;
  delivery: DeliveryDetail | null;
  request: InboxRequest | null;
}

const said = words.firstRun.steps;

/** The checklist that ticks itself. */
export function FirstRunSteps({ made, row, progress, delivery, request }: FirstRunStepsProps) {
  const kind = firstKind(row.automation.settings.trigger.type);
  const ready = readyWords(made, row);
  const attempt = delivery?.attempts.at(-1);
  return (
    <div className={css.steps}>
      <Timeline label={words.firstRun.progress}>
        <Step state={progress.ready} name={ready.name} time={clockSeconds(made.at)}>
          {ready.more}
        </Step>
        <Step
          state={progress.seen}
          name={said.seen}
          time={delivery ? clockExact(delivery.event.at) : undefined}
        >
          {delivery ? delivery.event.summary : said.seenYet[kind]}
        </Step>
        <Step
          state={progress.sent}
          name={said.sent}
          time={attempt ? clockExact(attempt.at) : undefined}
        >
          {sentWords(progress.sent, delivery)}
        </Step>
        <Step
          state={progress.received}
          name={progress.received === "failed" ? said.notValid : said.received}
          time={request ? clockExact(request.at) : undefined}
        >
          {receivedWords(delivery, request)}
        </Step>
      </Timeline>
    </div>
  );
}

interface StepProps {
  state: StepState;
  name: string;
  time?: string;
  children: string;
}

const LOOKS: Record<StepState, { icon: IconName; tone?: Tone }> = {
  done: { icon: "sent", tone: "sent" },
  now: { icon: "waiting", tone: "waiting" },
  later: { icon: "waiting" },
  failed: { icon: "failed", tone: "failed" },
};

function Step({ state, name, time, children }: StepProps) {
  const { icon, tone } = LOOKS[state];
  const shown = state === "done" || state === "failed";
  return (
    <TimelineStep
      icon={icon}
      tone={tone}
      time={shown ? time : undefined}
      more={<span className={css.stepWords}>{children}</span>}
    >
      <span data-state={state} className={`${css.stepName} ${state === "later" ? css.later : ""}`}>
        {name}
      </span>
      <span className="hl-heard">{words.firstRun.states[state]}</span>
    </TimelineStep>
  );
}

function readyWords(made: FirstRunMade, { automation, trigger }: AutomationRow) {
  const more = whyNotReady(trigger);
  const { trigger: settings } = automation.settings;
  switch (settings.type) {
    case "file":
      return {
        name: said.watching(tilde(settings.folder)),
        more: more ?? (made.folder_made ? said.made : said.wasThere),
      };
    case "inbound":
      return {
        name: said.listening(`/in/${settings.name}`),
        more: more ?? (trigger.type === "ready" ? (trigger.address ?? "") : ""),
      };
    default: {
      const next = trigger.type === "ready" ? trigger.next_at : null;
      return { name: said.every, more: more ?? (next ? said.nextAt(clockSeconds(next)) : "") };
    }
  }
}

function whyNotReady(trigger: AutomationRow["trigger"]): string | null {
  if (trigger.type === "broken") return trigger.message;
  if (trigger.type === "starting") return said.getsReady;
  return trigger.type === "off" ? said.off : null;
}

function sentWords(state: StepState, delivery: DeliveryDetail | null): string {
  if (!delivery || state === "later" || state === "now") return said.sentYet;
  if (state === "failed") return delivery.sentence;
  return said.sentWords(delivery.request?.method ?? "");
}

function receivedWords(delivery: DeliveryDetail | null, request: InboxRequest | null): string {
  if (!request) return said.receivedYet;
  if (request.signature.type === "invalid") return request.signature.why;
  const took = delivery?.attempts.at(-1)?.phases.total_ms ?? 0;
  return said.receivedWords(request.answered ?? 0, duration(took));
}
