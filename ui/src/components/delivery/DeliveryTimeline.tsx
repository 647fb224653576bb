import type { Attempt } from "../../bindings/Attempt";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { EventKind } from "../../bindings/EventKind";
import { words } from "../../model/en";
import { phraseOf } from "../../model/http";
import { clockExact, clockSeconds, duration, until } from "../../model/time";
import { useNow } from "../../state/now";
import type { IconName } from "../shared/icon-shapes";
import { Rich } from "../shared/Rich";
import { Timeline, TimelineStep } from "../shared/Timeline";
import css from "./DeliveryPanel.module.css";

interface DeliveryTimelineProps {
  detail: DeliveryDetail;
}

/** From the event over each attempt to what comes next. */
export function DeliveryTimeline({ detail }: DeliveryTimelineProps) {
  const { event, attempts, row } = detail;
  const open = row.state.state === "pending";
  return (
    <Timeline label={words.delivery.timeline}>
      <TimelineStep
        icon={kindIcon(event.kind)}
        time={clockExact(event.at)}
        towardsOpen={open && attempts.length === 0}
      >
        <Rich of={words.delivery.seen(event.summary)} />
      </TimelineStep>
      {attempts.map((attempt, index) => (
        <AttemptStep
          key={attempt.id}
          attempt={attempt}
          towardsOpen={open && index === attempts.length - 1}
        />
      ))}
      <End detail={detail} />
    </Timeline>
  );
}

function kindIcon(kind: EventKind): IconName {
  if (kind === "schedule.due") return "schedule";
  if (kind === "inbound.received") return "inbound";
  return kind === "manual.run" ? "manual" : "file";
}

function AttemptStep({ attempt, towardsOpen }: { attempt: Attempt; towardsOpen: boolean }) {
  const { outcome, phases } = attempt;
  const good = outcome.type === "answered" && outcome.status >= 200 && outcome.status < 300;
  const answer =
    outcome.type === "answered"
      ? words.delivery.answered(outcome.status, phraseOf(outcome.status))
      : words.faults[outcome.fault];
  const more = (
    <>
      <div className={css.phases} aria-hidden="true">
        <span className={css.wait} style={{ flexGrow: Math.max(1, phases.wait_ms) }} />
        <span className={css.read} style={{ flexGrow: phases.read_ms }} />
      </div>
      {words.delivery.phases(
        duration(phases.total_ms),
        duration(phases.wait_ms),
        duration(phases.read_ms),
      )}
      {outcome.type === "not_sent" && <div>{outcome.message}</div>}
    </>
  );
  return (
    <TimelineStep
      icon={good ? "sent" : "failed"}
      tone={good ? "sent" : "failed"}
      time={clockExact(attempt.at)}
      towardsOpen={towardsOpen}
      more={more}
    >
      <Rich of={words.delivery.attempt(attempt.number, answer)} />
    </TimelineStep>
  );
}

/** How it ended, or what comes next. A delivered one needs no more words. */
function End({ detail }: { detail: DeliveryDetail }) {
  const now = useNow();
  const { state } = detail.row;
  switch (state.state) {
    case "pending": {
      const number = detail.attempts.length + 1;
      const due = Date.parse(state.due_at) <= now;
      const next = due
        ? words.delivery.nextNow(number)
        : words.delivery.nextAttempt(number, until(state.due_at, now));
      return (
        <TimelineStep
          icon="waiting"
          tone="waiting"
          time={clockSeconds(state.due_at)}
          more={words.delivery.ofAllowed(detail.attempts_allowed)}
        >
          <Rich of={next} />
        </TimelineStep>
      );
    }
    case "held": {
      const why =
        state.why === "runner_paused" ? words.delivery.heldRunner : words.delivery.heldDestination;
      return (
        <TimelineStep icon="held" tone="held" time={clockExact(state.since)}>
          {why}
        </TimelineStep>
      );
    }
    case "skipped":
      return (
        <TimelineStep
          icon="skipped"
          tone="skipped"
          time={clockExact(state.at)}
          more={state.reason.why}
        >
          {words.delivery.conditionFailed}
        </TimelineStep>
      );
    case "cancelled":
      return (
        <TimelineStep icon="stop" tone="stopped" time={clockExact(state.at)}>
          {words.delivery.cancelledByYou}
        </TimelineStep>
      );
    case "failed":
      return (
        <TimelineStep icon="failed" tone="failed" time={clockExact(state.at)}>
          {words.delivery.givenUp}
        </TimelineStep>
      );
    case "succeeded":
      return null;
  }
}
