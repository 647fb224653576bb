import { SegmentedControl } from "@mantine/core";
import { words } from "../../model/en";
import type { TriggerKind } from "../../model/sample-event";
import { Card } from "../shared/Card";
import { Icon } from "../shared/Icon";
import { FileFields } from "./FileFields";
import type { AutomationForm } from "./form";
import { InboundFields } from "./InboundFields";
import { ScheduleFields } from "./ScheduleFields";

const KINDS: TriggerKind[] = ["file", "schedule", "inbound", "manual"];

interface WhenCardProps {
  form: AutomationForm;
}

/** What starts an automation. */
export function WhenCard({ form }: WhenCardProps) {
  const { when } = form.values;
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
      {when === "file" && <FileFields form={form} />}
      {when === "schedule" && <ScheduleFields form={form} />}
      {when === "inbound" && <InboundFields form={form} />}
      {when === "manual" && <p>{words.when.manualWords}</p>}
    </Card>
  );
}
