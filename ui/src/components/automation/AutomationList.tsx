import { Checkbox, Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, memo, useCallback, useDeferredValue } from "react";
import type { Automation } from "../../bindings/Automation";
import type { AutomationRow } from "../../bindings/AutomationRow";
import { words } from "../../model/en";
import { failures } from "../../model/failures";
import { resultOf } from "../../model/last-result";
import { plain } from "../../model/rich";
import { routeHref } from "../../model/route";
import { sentenceOf } from "../../model/sentence";
import { mostOf } from "../../model/spark";
import { visibleStart } from "../../model/visible";
import { useCommand } from "../../state/command";
import { useNow } from "../../state/now";
import { rememberAutomation } from "../../state/remember";
import { Icon } from "../shared/Icon";
import { Rich } from "../shared/Rich";
import { Spark } from "../shared/Spark";
import { StateMark } from "../shared/StateMark";
import { Thread } from "../shared/Thread";
import css from "./AutomationList.module.css";
import { AutomationMenu } from "./AutomationMenu";
import { ChooseAgain } from "./ChooseAgain";

interface AutomationListProps {
  rows: AutomationRow[];
  selected: ReadonlySet<string>;
  /** Stays the same function, so that rows need not be drawn anew. */
  onSelect: (change: (ids: ReadonlySet<string>) => ReadonlySet<string>) => void;
  nameOf: (destination: string) => string | undefined;
}

/** At first as many rows are drawn as the largest usual window shows; the others a moment later. */
const SCREENFUL = 20;

/** Automations, one row each. Arrows go from row to row, Escape gives up the selection. */
export function AutomationList({ rows, selected, onSelect, nameOf }: AutomationListProps) {
  const most = mostOf(rows.map((row) => row.hours));
  const select = useCallback(
    (id: string, on: boolean) =>
      onSelect((before) => {
        const ids = new Set(before);
        if (on) ids.add(id);
        else ids.delete(id);
        return ids;
      }),
    [onSelect],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && selected.size > 0) onSelect(() => new Set());
    else if (event.key === "ArrowDown") step(event, "nextElementSibling");
    else if (event.key === "ArrowUp") step(event, "previousElementSibling");
  };
  const drawn = useDeferredValue(rows.length, SCREENFUL);
  const all = rows.every((row) => selected.has(row.automation.id));

  return (
    <>
      <div className={css.head}>
        <Checkbox
          aria-label={words.automations.selectAll}
          checked={all}
          indeterminate={!all && selected.size > 0}
          onChange={() => onSelect(() => new Set(all ? [] : rows.map((row) => row.automation.id)))}
        />
        <span className={css.headName} aria-hidden="true">
          {words.automations.automation}
        </span>
        <span aria-hidden="true">{words.automations.lastResult}</span>
        <span className={css.spark} aria-hidden="true">
          {words.automations.last24}
        </span>
      </div>
      <ul className={css.list} aria-label={words.automations.title} onKeyDown={onKeyDown}>
        {rows.slice(0, drawn).map((row) => (
          <Row
            key={row.automation.id}
            row={row}
            most={most}
            selected={selected.has(row.automation.id)}
            onSelect={select}
            nameOf={nameOf}
          />
        ))}
      </ul>
    </>
  );
}

function step(event: KeyboardEvent, way: "nextElementSibling" | "previousElementSibling"): void {
  if (!(event.target instanceof HTMLElement)) return;
  const to = event.target.closest("li")?.[way]?.querySelector<HTMLElement>("a");
  if (!to) return;
  event.preventDefault();
  to.focus();
}

interface RowProps {
  row: AutomationRow;
  most: number;
  selected: boolean;
  onSelect: (id: string, on: boolean) => void;
  nameOf: (destination: string) => string | undefined;
}

/**
 * A row stays as it is while others change, and while its figures change all but these: with
 * hundreds of busy automations each second, that is what keeps the window quick.
 */
const Row = memo(function Row({ row, most, selected, onSelect, nameOf }: RowProps) {
  const { automation, trigger } = row;
  return (
    <li className={`${css.row} ${selected ? css.selected : ""}`}>
      <Mark automation={automation} selected={selected} onSelect={onSelect} />
      <Power automation={automation} />
      <HealthThread row={row} />
      <Said automation={automation} trigger={trigger} nameOf={nameOf} />
      <ResultMark row={row} />
      <DayBars row={row} most={most} />
      <AutomationMenu automation={automation} />
    </li>
  );
});

interface MarkProps extends Pick<RowProps, "selected" | "onSelect"> {
  automation: Automation;
}

const Mark = memo(function Mark({ automation, selected, onSelect }: MarkProps) {
  return (
    <Checkbox
      aria-label={words.automations.select(automation.settings.name)}
      checked={selected}
      onChange={(event) => onSelect(automation.id, event.currentTarget.checked)}
    />
  );
});

interface SaidProps extends Pick<AutomationRow, "automation" | "trigger"> {
  nameOf: RowProps["nameOf"];
}

/** Its name, and in a sentence what it does or why it can't. */
const Said = memo(function Said({ automation, trigger, nameOf }: SaidProps) {
  const { id, settings } = automation;
  const sentence = sentenceOf(settings, nameOf);
  return (
    <div className={css.words}>
      <a
        className={css.name}
        href={routeHref({ screen: "automation", id, copyOf: null })}
        title={settings.name}
      >
        {settings.name}
      </a>
      {trigger.type === "broken" ? (
        <span className={css.trouble} title={trigger.message}>
          <Icon name="warn" size={14} />
          <span>{trigger.message}</span>
        </span>
      ) : (
        <span className={css.sentence} title={visibleStart(plain(sentence))}>
          <Rich of={sentence} />
        </span>
      )}
    </div>
  );
});

const Power = memo(function Power({ automation }: { automation: Automation }) {
  const { id, settings } = automation;
  const client = useQueryClient();
  const { run, busy } = useCommand();
  const turn = async (enabled: boolean) => {
    const switched = await run({ type: "switch_automation", id, enabled });
    if (switched) rememberAutomation(client, switched);
  };
  return (
    <Switch
      aria-label={words.automations.switchOf(settings.name)}
      checked={settings.enabled}
      disabled={busy}
      onChange={(event) => turn(event.currentTarget.checked)}
    />
  );
});

function HealthThread({ row }: { row: AutomationRow }) {
  const { health } = resultOf(row, useNow());
  return <Thread from={row.automation.settings.trigger.type} health={health} />;
}

function DayBars({ row, most }: { row: AutomationRow; most: number }) {
  const sent = row.hours.reduce((sum, hour) => sum + hour.sent, 0);
  const failed = row.hours.reduce((sum, hour) => sum + failures(hour), 0);
  return (
    <div className={css.spark}>
      <Spark hours={row.hours} most={most} label={words.automations.spark(sent, failed)} />
    </div>
  );
}

function ResultMark({ row }: { row: AutomationRow }) {
  const { tone, text } = resultOf(row, useNow());
  if (row.trigger.type === "broken") {
    return (
      <div className={css.result}>
        <ChooseAgain id={row.automation.id} className={css.fix} />
      </div>
    );
  }
  return (
    <div className={css.result}>
      {tone ? <StateMark tone={tone}>{text}</StateMark> : <span className={css.quiet}>{text}</span>}
      <LeftOut row={row} />
    </div>
  );
}

function LeftOut({ row }: { row: AutomationRow }) {
  const count = row.hours.reduce((sum, hour) => sum + hour.left_out, 0);
  if (count === 0) return null;
  return (
    <span className={css.quiet} title={words.automations.leftOutHint}>
      {words.automations.leftOut(count)}
    </span>
  );
}
