import { Button, Switch } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useHotkeys } from "@mantine/hooks";
import { useState } from "react";
import type { TriggerStatus } from "../../bindings/TriggerStatus";
import { NameField } from "../../components/automation/NameField";
import { OnlyIfCard } from "../../components/automation/OnlyIfCard";
import { SampleEvent } from "../../components/automation/SampleEvent";
import { WhenCard } from "../../components/automation/WhenCard";
import { LeaveGuard } from "../../components/shared/LeaveGuard";
import { PageTop } from "../../components/shared/PageTop";
import { ProblemSummary } from "../../components/shared/ProblemSummary";
import { type AutomationDraft, automationField } from "../../model/automation-draft";
import { words } from "../../model/en";
import { fieldPaths, sampleData } from "../../model/sample-event";
import { useProblems } from "../../state/problems";
import { useLastEvent } from "../../state/queries";
import { go } from "../../state/route";
import { useSaveAutomation } from "../../state/save-automation";
import { say } from "../../state/toast";
import css from "./AutomationScreen.module.css";
import { Sends } from "./Sends";
import { Step } from "./Step";

interface AutomationEditorProps {
  /** Nothing for a new one. */
  id: string | null;
  initial: AutomationDraft;
  /** How its trigger is; nothing for a new one. */
  status: TriggerStatus | null;
}

/** When, Only if, Send: the whole of an automation on one page. */
export function AutomationEditor({ id, initial, status }: AutomationEditorProps) {
  const [saved, setSaved] = useState(initial);
  const form = useForm<AutomationDraft>({ initialValues: initial });
  const problems = useProblems(form, (field) => automationField(field, form.getValues()));
  const { save, busy } = useSaveAutomation(problems);
  const dirty = JSON.stringify(form.values) !== JSON.stringify(saved);
  const { when, enabled } = form.values;
  const lastEvent = useLastEvent(id).data ?? null;
  const last = lastEvent?.kind.startsWith(when) ? lastEvent : null;
  const fields = fieldPaths(when, last?.data ?? sampleData(when));

  const keep = async () => {
    const draft = form.getValues();
    const row = await save(id, draft);
    if (!row) return undefined;
    setSaved(draft);
    say(words.builder.saved(row.automation.settings.name));
    return row;
  };
  const saveAndStay = async () => {
    const row = await keep();
    if (row && !id) go({ screen: "automation", id: row.automation.id, copyOf: null }, "replace");
  };
  useHotkeys([["mod+S", () => void saveAndStay()]], []);

  return (
    <>
      <PageTop
        title={<NameField form={form} />}
        back={{ label: words.builder.back, go: () => go({ screen: "automations" }) }}
        beside={
          <Switch
            label={enabled ? words.common.on : words.common.off}
            {...form.getInputProps("enabled", { type: "checkbox" })}
          />
        }
        tools={
          <Button variant="filled" loading={busy} onClick={saveAndStay}>
            {words.builder.save}
          </Button>
        }
      />
      <div className={css.split}>
        <div className={css.left}>
          <div className={css.summary} hidden={problems.problems.length === 0}>
            <ProblemSummary problems={problems.problems} />
          </div>
          <div className={css.steps}>
            <Step>
              <WhenCard form={form} id={id} status={status} />
            </Step>
            <Step>
              <OnlyIfCard form={form} fields={fields} />
            </Step>
            <Sends form={form} fields={fields} />
          </div>
        </div>
        <SampleEvent kind={when} last={last} />
      </div>
      <LeaveGuard
        dirty={dirty}
        message={words.builder.leaveWords}
        onSave={async () => Boolean(await keep())}
      />
    </>
  );
}
