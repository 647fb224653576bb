import { Button, SegmentedControl, Textarea } from "@mantine/core";
import { newRow } from "../../model/condition-draft";
import { words } from "../../model/en";
import { Card } from "../shared/Card";
import { formCss } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import { ConditionRows } from "./ConditionRows";
import type { AutomationForm } from "./form";
import { LimitFields } from "./LimitFields";
import css from "./OnlyIfCard.module.css";

interface OnlyIfCardProps {
  form: AutomationForm;
  /** Paths of the event's fields. */
  fields: string[];
}

/** What must hold of an event before it is sent. */
export function OnlyIfCard({ form, fields }: OnlyIfCardProps) {
  const { condition } = form.values;
  const writes = condition.kind === "expression";
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
          <Button
            size="xs"
            variant="quiet"
            onClick={() => form.setFieldValue("condition.kind", writes ? "rows" : "expression")}
          >
            {writes ? words.onlyIf.backToRows : words.onlyIf.writeMyself}
          </Button>
        </>
      }
    >
      {writes ? (
        <Textarea
          className={formCss.mono}
          label={words.onlyIf.expression}
          description={words.onlyIf.expressionHint}
          autosize
          minRows={1}
          spellCheck={false}
          {...form.getInputProps("condition.expression")}
        />
      ) : (
        <Rows form={form} fields={fields} />
      )}
      <LimitFields form={form} />
    </Card>
  );
}

function Rows({ form, fields }: OnlyIfCardProps) {
  const { rows, group } = form.values.condition;
  const free = form.values.when === "inbound" || form.values.when === "manual";
  const shared = { fields, free, errors: form.errors };
  return (
    <div className={css.rows} data-path="condition">
      {rows.length === 0 && !group && <p className={css.always}>{words.onlyIf.always}</p>}
      <ConditionRows
        {...shared}
        path="condition.rows"
        rows={rows}
        onChange={(next) => form.setFieldValue("condition.rows", next)}
      />
      {group && (
        <div className={css.group} role="group" aria-label={words.onlyIf.group}>
          <div className={css.line}>
            <span className={css.groupName}>{words.onlyIf.group}</span>
            <MatchChoice
              value={group.match}
              onChange={(match) => form.setFieldValue("condition.group", { ...group, match })}
            />
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
            onChange={(next) => form.setFieldValue("condition.group", { ...group, rows: next })}
          />
          <AddRow
            label={words.onlyIf.add}
            onAdd={() =>
              form.setFieldValue("condition.group", { ...group, rows: [...group.rows, newRow] })
            }
          />
        </div>
      )}
      <div className={css.line}>
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
      </div>
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
