import { SegmentedControl } from "@mantine/core";
import type { TriggerStatus } from "../../bindings/TriggerStatus";
import { words } from "../../model/en";
import type { TriggerKind } from "../../model/sample-event";
import { useFolderLook } from "../../state/folder-look";
import { Card } from "../shared/Card";
import { Icon } from "../shared/Icon";
import { Note } from "../shared/Note";
import { FileFields } from "./FileFields";
import type { AutomationForm } from "./form";
import { InboundFields } from "./InboundFields";
import { ScheduleFields } from "./ScheduleFields";
import css from "./WhenCard.module.css";

const KINDS: TriggerKind[] = ["file", "schedule", "inbound", "manual"];

interface WhenCardProps {
  form: AutomationForm;
  /** The automation that is edited, if it was saved once. */
  id: string | null;
  /** How the trigger is, as it was saved. */
  status: TriggerStatus | null;
}

/** What starts an automation. */
export function WhenCard({ form, id, status }: WhenCardProps) {
  const { when, file } = form.values;
  const looking = useFolderLook(when === "file" ? file : { ...file, folder: "" });
  // What is wrong with the folder as it is now stands at its field.
  const saidThere = when === "file" && !looking.failed && looking.look?.type !== "seen";
  const choice = (
    <SegmentedControl
      aria-label={words.when.kind}
      value={when}
      onChange={(kind) => form.setFieldValue("when", kind)}
      data={KINDS.map((kind) => ({
        value: kind,
        label: (
          <>
            <Icon name={kind} size={14} />
            {words.kinds[kind]}
          </>
        ),
      }))}
    />
  );
  return (
    <Card title={words.builder.when} beside={choice}>
      {status && !saidThere && <StatusNote status={status} />}
      {when === "file" && <FileFields form={form} id={id} looking={looking} />}
      {when === "schedule" && <ScheduleFields form={form} />}
      {when === "inbound" && <InboundFields form={form} id={id} />}
      {when === "manual" && <p>{words.when.manualWords}</p>}
    </Card>
  );
}

/** What keeps the trigger from working, or what is good to know about it. */
function StatusNote({ status }: { status: TriggerStatus }) {
  if (status.type === "broken") {
    return (
      <div className={css.status}>
        <Note tone="failed" icon="warn">
          {status.message}
        </Note>
      </div>
    );
  }
  if (status.type !== "ready" || !status.note) return null;
  return (
    <div className={css.status}>
      <Note>{status.note}</Note>
    </div>
  );
}
