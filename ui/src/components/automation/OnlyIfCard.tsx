import { Button, SegmentedControl, Textarea } from "@mantine/core";
import { useState } from "react";
import {
  conditionDraft,
  conditionSettings,
  type GroupDraft,
  newRow,
} from "../../model/condition-draft";
import { words } from "../../model/en";
import { useCommand } from "../../state/command";
import type { Trial } from "../../state/trial";
import { Card } from "../shared/Card";
import { formCss } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import { ConditionRows, type ConditionRowsProps } from "./ConditionRows";
import type { AutomationForm } from "./form";
import { LimitFields } from "./LimitFields";
import css from "./OnlyIfCard.module.css";
import { VerdictNote } from "./VerdictNote";

interface OnlyIfCardProps {
  form: AutomationForm;
  trial: Trial;
}

/** What must hold of an event before it is sent. */
export function OnlyIfCard({ form, trial }: OnlyIfCardProps) {
  const { condition } = form.values;
  const writes = condition.kind === "expression";
  const { turn, busy, unfit } = useOtherForm(form);
  return (
    <Card
      title={words.builder.onlyIf}
      beside={<span className={css.optional}>{words.builder.optional}</span>}
      tools={
        <>
          {!writes && condition.rows.length + (condition.group ? 1 : 0) > 1 && (
            <MatchChoice
              value={condition.match}
              onChange={(match) => form.setFieldValue("condition.match", match)}
            />
          )}
          <Button size="xs" variant="quiet" loading={busy} onClick={() => void turn()}>
            {writes ? words.onlyIf.backToRows : words.onlyIf.writeMyself}
          </Button>
        </>
      }
    >
      {writes ? (
        <div className={css.written}>
          <Textarea
            className={formCss.mono}
            label={words.onlyIf.expression}
            description={unfit ? words.onlyIf.noRows : words.onlyIf.expressionHint}
            autosize
            minRows={1}
            spellCheck={false}
            {...form.getInputProps("condition.expression")}
          />
          <VerdictNote trial={trial} />
        </div>
      ) : (
        <Rows form={form} trial={trial} />
      )}
      <LimitFields form={form} />
    </Card>
  );
}

/** Turns rows into an expression and back, as far as the runner can; nothing that was written goes. */
function useOtherForm(form: AutomationForm) {
  const { run, busy } = useCommand();
  const [unfit, setUnfit] = useState<string | null>(null);
  const { condition } = form.values;
  const turn = async () => {
    const kind = condition.kind === "rows" ? "expression" : "rows";
    const present = conditionSettings(condition);
    if (!present) return form.setFieldValue("condition.kind", kind);
    const turned = await run({ type: "rewrite_condition", condition: present });
    if (turned === undefined) return;
    if (turned === null) return setUnfit(condition.expression);
    const { rows, group, match, expression } = conditionDraft(turned);
    form.setFieldValue(
      "condition",
      kind === "rows"
        ? { ...condition, kind, rows, group, match }
        : { ...condition, kind, expression },
    );
  };
  return { turn, busy, unfit: unfit !== null && unfit === condition.expression };
}

function Rows({ form, trial }: OnlyIfCardProps) {
  const { rows, group } = form.values.condition;
  const free = form.values.when === "inbound" || form.values.when === "manual";
  const shared = { fields: trial.sample?.fields ?? [], free, errors: form.errors };
  return (
    <div className={css.rows} data-path="condition">
      {rows.length === 0 && !group && <p className={css.always}>{words.onlyIf.always}</p>}
      <ConditionRows
        {...shared}
        path="condition.rows"
        rows={rows}
        onChange={(next) => form.setFieldValue("condition.rows", next)}
      />
      {group && <GroupRows form={form} group={group} shared={shared} />}
      <div className={css.foot}>
        <AddRow
          label={rows.length === 0 ? words.onlyIf.addFirst : words.onlyIf.add}
          onAdd={() => form.setFieldValue("condition.rows", [...rows, newRow])}
        />
        {rows.length > 0 && !group && (
          <Button
            size="xs"
            variant="quiet"
            onClick={() => form.setFieldValue("condition.group", { match: "any", rows: [newRow] })}
          >
            {words.onlyIf.addGroup}
          </Button>
        )}
        <VerdictNote trial={trial} />
      </div>
    </div>
  );
}

interface GroupRowsProps {
  form: AutomationForm;
  group: GroupDraft;
  shared: Pick<ConditionRowsProps, "fields" | "free" | "errors">;
}

/** The nested group, which counts as one more row. */
function GroupRows({ form, group, shared }: GroupRowsProps) {
  const edit = (part: Partial<GroupDraft>) =>
    form.setFieldValue("condition.group", { ...group, ...part });
  return (
    <div className={css.group} role="group" aria-label={words.onlyIf.group}>
      <div className={css.line}>
        <span className={css.groupName}>{words.onlyIf.group}</span>
        <MatchChoice value={group.match} onChange={(match) => edit({ match })} />
        <Button
          size="xs"
          variant="quiet"
          onClick={() => form.setFieldValue("condition.group", null)}
        >
          {words.onlyIf.removeGroup}
        </Button>
      </div>
      <ConditionRows
        {...shared}
        path="condition.group.rows"
        rows={group.rows}
        onChange={(rows) => edit({ rows })}
      />
      <AddRow label={words.onlyIf.add} onAdd={() => edit({ rows: [...group.rows, newRow] })} />
    </div>
  );
}

function AddRow({ label, onAdd }: { label: string; onAdd: () => void }) {
  return (
    <Button
      className={css.add}
      size="xs"
      variant="link"
      leftSection={<Icon name="plus" size={14} />}
      onClick={onAdd}
    >
      {label}
    </Button>
  );
}

interface MatchChoiceProps {
  value: "all" | "any";
  onChange: (value: "all" | "any") => void;
}

function MatchChoice({ value, onChange }: MatchChoiceProps) {
  return (
    <SegmentedControl
      aria-label={words.onlyIf.match}
      value={value}
      onChange={onChange}
      data={[
        { value: "all", label: words.onlyIf.all },
        { value: "any", label: words.onlyIf.any },
      ]}
    />
  );
}
