import { Button, Switch } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useHotkeys } from "@mantine/hooks";
import { useState } from "react";
import type { TriggerStatus } from "../../bindings/TriggerStatus";
import { NameField } from "../../components/automation/NameField";
import { OnlyIfCard } from "../../components/automation/OnlyIfCard";
import { PreviewPanel } from "../../components/automation/PreviewPanel";
import { WhenCard } from "../../components/automation/WhenCard";
import { Icon } from "../../components/shared/Icon";
import { Keys } from "../../components/shared/Keys";
import { LeaveGuard } from "../../components/shared/LeaveGuard";
import { PageTop } from "../../components/shared/PageTop";
import { ProblemSummary } from "../../components/shared/ProblemSummary";
import { type AutomationDraft, automationField } from "../../model/automation-draft";
import { words } from "../../model/en";
import { clock } from "../../model/time";
import { useCheckOnLeave } from "../../state/check-on-leave";
import { forgetDraft, useKeptDraft } from "../../state/draft";
import { useProblems } from "../../state/problems";
import { go } from "../../state/route";
import { useSaveAutomation } from "../../state/save-automation";
import { useTest } from "../../state/test";
import { say } from "../../state/toast";
import { useTrial } from "../../state/trial";
import css from "./AutomationScreen.module.css";
import { Sends } from "./Sends";
import { Step } from "./Step";

interface AutomationEditorProps {
  /** Nothing for a new one. */
  id: string | null;
  /** Under which name its draft is kept. */
  draftName: string;
  /** What it begins with: as it is saved, or as a draft left it. */
  initial: { saved: AutomationDraft; draft: AutomationDraft };
  /** What there is to say about the draft it begins with. */
  note: (discard: () => void) => React.ReactNode;
  /** How its trigger is; nothing for a new one. */
  status: TriggerStatus | null;
  /** The delivery whose event it is tried on. */
  event: string | null;
}

/** When, Only if, Send: the whole of an automation on one page. */
export function AutomationEditor(props: AutomationEditorProps) {
  const { id, draftName, initial, status, event } = props;
  const [saved, setSaved] = useState(initial.saved);
  const form = useForm<AutomationDraft>({ initialValues: initial.draft });
  const problems = useProblems(form, (field) => automationField(field, form.getValues()));
  const { save, check, busy } = useSaveAutomation(problems);
  const trial = useTrial(id, form.values, event);
  const test = useTest(id, trial, form, problems);
  const keptAt = useKeptDraft(draftName, form.values, saved);
  const onLeave = useCheckOnLeave(id, form);
  const dirty = JSON.stringify(form.values) !== JSON.stringify(saved);
  const open = problems.problems.filter(({ path }) => !path || form.errors[path]);

  const keep = async () => {
    const draft = form.getValues();
    const row = await save(id, draft);
    if (!row) return undefined;
    forgetDraft(draftName);
    setSaved(draft);
    say(words.builder.saved(row.automation.settings.name));
    return row;
  };
  const saveAndStay = async () => {
    const row = await keep();
    if (row && !id) go({ screen: "automation", id: row.automation.id, copyOf: null }, "replace");
  };
  const turn = async (enabled: boolean) => {
    if (enabled && !(await check(id, { ...form.getValues(), enabled }))) return;
    form.setFieldValue("enabled", enabled);
  };
  const discard = () => {
    forgetDraft(draftName);
    form.setValues(saved);
    problems.clear();
  };
  useHotkeys(
    [
      ["mod+S", () => void saveAndStay()],
      ["mod+Enter", () => void test.send()],
    ],
    [],
    true,
  );

  return (
    <>
      <PageTop
        title={<NameField form={form} />}
        back={{ label: words.builder.back, go: () => go({ screen: "automations" }) }}
        beside={
          <Switch
            label={form.values.enabled ? words.common.on : words.common.off}
            checked={form.values.enabled}
            onChange={(change) => void turn(change.currentTarget.checked)}
          />
        }
        tools={
          <>
            {dirty && keptAt && (
              <span className={css.kept}>{words.builder.draftKept(clock(keptAt))}</span>
            )}
            <Button
              loading={test.busy}
              leftSection={<Icon name="send" />}
              onClick={() => void test.send()}
            >
              {words.test.send}
              <Keys of="sendTest" />
            </Button>
            <Button variant="filled" loading={busy} onClick={saveAndStay}>
              {words.builder.save}
              <Keys of="save" />
            </Button>
          </>
        }
      />
      <div className={css.split}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears of what happens inside */}
        <div className={css.left} onBlur={onLeave}>
          <div className={css.summary}>
            {props.note(discard)}
            <ProblemSummary problems={open} />
          </div>
          <div className={css.steps}>
            <Step>
              <WhenCard form={form} id={id} status={status} />
            </Step>
            <Step>
              <OnlyIfCard form={form} trial={trial} />
            </Step>
            <Sends form={form} trial={trial} />
          </div>
        </div>
        <PreviewPanel id={id} trial={trial} test={test.delivery} />
      </div>
      <LeaveGuard
        dirty={dirty}
        message={words.builder.leaveWords}
        onSave={async () => Boolean(await keep())}
        onDiscard={() => forgetDraft(draftName)}
      />
    </>
  );
}
