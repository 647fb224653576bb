import type { Event } from "../../bindings/Event";
import { words } from "../../model/en";
import { fieldPaths, sampleData, type TriggerKind } from "../../model/sample-event";
import { moment } from "../../model/time";
import { CodeView } from "../shared/CodeView";
import { CopyButton } from "../shared/CopyButton";
import css from "./SampleEvent.module.css";

interface SampleEventProps {
  kind: TriggerKind;
  /** The last real event, if there is one. */
  last: Event | null;
}

/** What an event carries: the last real one, or a made-up one. */
export function SampleEvent({ kind, last }: SampleEventProps) {
  const data = last?.data ?? sampleData(kind);
  const text = JSON.stringify({ [kind]: data });
  return (
    <aside className={css.panel} aria-label={words.sample.title}>
      <div className={css.head}>
        <h2 className={css.title}>{words.sample.title}</h2>
        <CopyButton text={text} label={words.sample.copy} />
      </div>
      <div className={css.body}>
        <p className={css.from}>
          {last
            ? words.sample.real(last.summary, moment(last.at, Date.now()))
            : words.sample.madeUp}
        </p>
        <CodeView label={words.sample.label}>{text}</CodeView>
        <p className={css.hint}>{words.sample.fieldsHint(fieldPaths(kind, data)[0] ?? "")}</p>
      </div>
    </aside>
  );
}
