import type { Attempt } from "../../bindings/Attempt";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { EventKind } from "../../bindings/EventKind";
import { words } from "../../model/en";
import { phraseOf } from "../../model/http";
import { clockExact, clockSeconds, duration, until } from "../../model/time";
import { laterTries } from "../../model/tries";
import { visibleStart } from "../../model/visible";
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
      {detail.condition && (
        <TimelineStep icon="sent" tone="sent" time={clockExact(row.created_at)}>
          {words.delivery.conditionPassed}{" "}
          <span className={css.quiet}>{visibleStart(detail.condition)}</span>
        </TimelineStep>
      )}
      {attempts.map((attempt, index) => (
        <AttemptStep
          key={attempt.id}
          attempt={attempt}
          good={detail.successes.includes(attempt.number)}
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

interface AttemptStepProps {
  attempt: Attempt;
  /** Whether it got through. */
  good: boolean;
  towardsOpen: boolean;
}

function AttemptStep({ attempt, good, towardsOpen }: AttemptStepProps) {
  const { outcome, phases } = attempt;
  const answer =
    outcome.type === "answered"
      ? words.delivery.answered(outcome.status, phraseOf(outcome.status))
      : words.faults[outcome.fault];
  const connect = phases.connect_ms ?? 0;
  const wait = Math.max(0, phases.wait_ms - connect);
  const more = (
    <>
      <div className={css.phases} aria-hidden="true">
        {connect > 0 && <span className={css.connect} style={{ flexGrow: connect }} />}
        <span className={css.wait} style={{ flexGrow: Math.max(1, wait) }} />
        {phases.read_ms > 0 && <span className={css.read} style={{ flexGrow: phases.read_ms }} />}
      </div>
      {phasesInWords(attempt)}
      {attempt.remote && <div>{words.delivery.reached(attempt.remote)}</div>}
      {outcome.type === "not_sent" && <div>{visibleStart(outcome.message)}</div>}
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
      {words.delivery.why[attempt.why] && (
        <div className={css.quiet}>{words.delivery.why[attempt.why]}</div>
      )}
    </TimelineStep>
  );
}

function phasesInWords({ phases, outcome }: Attempt): string {
  const [total, read] = [duration(phases.total_ms), duration(phases.read_ms)];
  const told = words.delivery.phases;
  if (outcome.type === "not_sent") return told.failed(total);
  if (phases.connect_ms === null) return told.reused(total, duration(phases.wait_ms), read);
  const wait = duration(Math.max(0, phases.wait_ms - phases.connect_ms));
  const connect = duration(phases.connect_ms);
  if (!phases.name_ms) return told.connected(total, connect, wait, read);
  const own = duration(Math.max(0, phases.connect_ms - phases.name_ms));
  return told.named(total, duration(phases.name_ms), own, wait, read);
}

/** How long the destination asked to be left alone with its last answer, in seconds. */
function askedToWait({ attempts }: DeliveryDetail): string | undefined {
  const outcome = attempts.at(-1)?.outcome;
  if (outcome?.type !== "answered") return undefined;
  const header = outcome.headers.find(([name]) => name.toLowerCase() === "retry-after");
  return header && /^\d+$/.test(header[1]) ? header[1] : undefined;
}

/** How it ended, or what comes next. A delivered one needs no more words. */
function End({ detail }: { detail: DeliveryDetail }) {
  const now = useNow();
  const { state } = detail.row;
  switch (state.state) {
    case "pending": {
      if (detail.row.behind) {
        return (
          <TimelineStep icon="waiting" tone="waiting" time="">
            {words.delivery.afterEarlier}
          </TimelineStep>
        );
      }
      const number = detail.attempts.length + 1;
      const asked = askedToWait(detail);
      const due = Date.parse(state.due_at) <= now;
      const next = due
        ? words.delivery.nextNow(number)
        : words.delivery.nextAttempt(number, until(state.due_at, now));
      return (
        <TimelineStep
          icon="waiting"
          tone="waiting"
          time={clockSeconds(state.due_at)}
          more={
            <>
              <div>
                {asked
                  ? words.delivery.askedToWait(visibleStart(detail.row.destination_name), asked)
                  : words.delivery.ofAllowed(detail.attempts_allowed)}
              </div>
              <div>{laterTries(detail.tries, now) ?? words.delivery.lastTry}</div>
            </>
          }
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
          more={visibleStart(state.reason.why)}
        >
          {words.delivery.skippedBy[state.reason.type]}
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
