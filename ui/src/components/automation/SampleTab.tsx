import { Button } from "@mantine/core";
import { useState } from "react";
import type { EventKind } from "../../bindings/EventKind";
import { words } from "../../model/en";
import { keepSample } from "../../state/kept-sample";
import type { Trial } from "../../state/trial";
import { CodeField } from "../shared/CodeField";
import { CodeView } from "../shared/CodeView";
import { CopyButton } from "../shared/CopyButton";
import { EventChoice } from "./EventChoice";
import css from "./PreviewPanel.module.css";

interface SampleTabProps {
  /** Nothing for a new automation. */
  id: string | null;
  trial: Trial;
}

/** The event that the settings are tried on: chosen, made up, or written. */
export function SampleTab({ id, trial }: SampleTabProps) {
  const event = trial.sample?.event;
  if (!event) return <EventChoice trial={trial} />;
  const text = JSON.stringify(event.data, null, 2);
  const edits = trial.source?.type === "edited";
  return (
    <>
      <div className={css.from}>
        <EventChoice trial={trial} />
        <CopyButton text={text} label={words.preview.data} />
        {id && trial.source?.type === "recorded" && <Keep id={id} trial={trial} />}
        {!edits && (
          <Button
            size="xs"
            onClick={() => trial.choose({ type: "edited", kind: event.kind, data: event.data })}
          >
            {words.preview.editData}
          </Button>
        )}
      </div>
      {edits ? (
        <DataField start={text} kind={event.kind} trial={trial} />
      ) : (
        <CodeView label={words.preview.data}>{text}</CodeView>
      )}
    </>
  );
}

/** Keeps the chosen event as the one to try on, or goes back to the last one. */
function Keep({ id, trial }: { id: string; trial: Trial }) {
  const { source } = trial;
  if (source?.type !== "recorded") return null;
  const { automation, event } = source;
  const isKept = trial.kept === event;
  return (
    <Button
      size="xs"
      aria-pressed={isKept}
      onClick={() => keepSample(id, isKept ? null : { automation, event })}
    >
      {isKept ? words.preview.dropSample : words.preview.keepSample}
    </Button>
  );
}

interface DataFieldProps {
  start: string;
  kind: EventKind;
  trial: Trial;
}

/** The event's data as one writes it; what is no JSON yet changes nothing. */
function DataField({ start, kind, trial }: DataFieldProps) {
  const [text, setText] = useState(start);
  const data = parsed(text);
  const write = (next: string) => {
    setText(next);
    const data = parsed(next);
    if (typeof data === "object") trial.choose({ type: "edited", kind, data });
  };
  return (
    <CodeField
      label={words.preview.dataField}
      language="json"
      value={text}
      onChange={write}
      error={typeof data === "string" ? data : undefined}
    />
  );
}

/** The object of a text, or what is wrong with it. */
function parsed(text: string): Record<string, unknown> | string {
  try {
    const data: unknown = JSON.parse(text);
    const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
    return isObject ? (data as Record<string, unknown>) : words.preview.notObject;
  } catch {
    return words.preview.notJson;
  }
}
