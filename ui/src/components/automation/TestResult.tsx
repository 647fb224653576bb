import { useEffect, useRef } from "react";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import { words } from "../../model/en";
import { phraseOf } from "../../model/http";
import { routeHref, wholeActivity } from "../../model/route";
import { clockSeconds, duration } from "../../model/time";
import { useDelivery } from "../../state/queries";
import { CodeView } from "../shared/CodeView";
import { StateMark } from "../shared/StateMark";
import css from "./TestResult.module.css";

interface TestResultProps {
  /** The delivery of the test. */
  id: string;
}

/** What became of a test: code, time and reply, and what an unhappy answer usually means. */
export function TestResult({ id }: TestResultProps) {
  const detail = useDelivery(id).data;
  const section = useRef<HTMLElement>(null);
  const answered = Boolean(detail?.attempts.length);
  // In a narrow window it lies below everything else.
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer makes it taller
  useEffect(() => {
    section.current?.scrollIntoView({ block: "nearest" });
  }, [answered]);
  return (
    <section ref={section} className={css.result} aria-label={words.test.result} aria-live="polite">
      {detail && answered ? <Answered detail={detail} /> : <p>{words.test.sending}</p>}
    </section>
  );
}

function Answered({ detail }: { detail: DeliveryDetail }) {
  const { row, attempts, sentence } = detail;
  const last = attempts.at(-1);
  if (!last) return null;
  const { outcome, phases } = last;
  const answered = outcome.type === "answered";
  const at = clockSeconds(last.at);
  const sent = row.state.state === "succeeded";
  // An unusual answer that counts as success is explained, too.
  const explained = !sent || (answered && outcome.status >= 300);
  const advice = answered && !sent ? words.test.advice(outcome.status) : null;
  return (
    <>
      <div className={css.line}>
        <StateMark tone={sent ? "sent" : "failed"}>
          {answered
            ? words.delivery.answered(outcome.status, phraseOf(outcome.status))
            : words.faults[outcome.fault]}
        </StateMark>
        <span className={css.quiet}>
          {answered ? words.test.sentAt(duration(phases.total_ms), at) : words.test.noAnswerAt(at)}
        </span>
        <a className={css.link} href={routeHref({ ...wholeActivity, delivery: row.id })}>
          {words.test.seeInActivity}
        </a>
      </div>
      {explained && <p className={css.words}>{sentence}</p>}
      {advice && <p className={css.words}>{advice}</p>}
      {answered && (
        <>
          {outcome.body ? (
            <CodeView label={words.test.reply}>{outcome.body}</CodeView>
          ) : (
            <p className={css.quiet}>{words.test.noReply}</p>
          )}
          {outcome.body_cut && <p className={css.quiet}>{words.test.cut}</p>}
        </>
      )}
    </>
  );
}
