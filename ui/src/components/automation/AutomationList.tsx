import { Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { AutomationRow } from "../../bindings/AutomationRow";
import { words } from "../../model/en";
import { resultOf } from "../../model/last-result";
import { routeHref } from "../../model/route";
import { sentenceOf } from "../../model/sentence";
import { useCommand } from "../../state/command";
import { useNow } from "../../state/now";
import { useDestinations } from "../../state/queries";
import { rememberAutomation } from "../../state/remember";
import { Icon } from "../shared/Icon";
import { Rich } from "../shared/Rich";
import { StateMark } from "../shared/StateMark";
import { Thread } from "../shared/Thread";
import css from "./AutomationList.module.css";
import { AutomationMenu } from "./AutomationMenu";

interface AutomationListProps {
  rows: AutomationRow[];
}

/** Automations, one row each. */
export function AutomationList({ rows }: AutomationListProps) {
  return (
    <>
      <div className={css.head} aria-hidden="true">
        <span>{words.automations.automation}</span>
        <span>{words.automations.lastResult}</span>
      </div>
      <ul className={css.list} aria-label={words.automations.title}>
        {rows.map((row) => (
          <Row key={row.automation.id} row={row} />
        ))}
      </ul>
    </>
  );
}

function Row({ row }: { row: AutomationRow }) {
  const { id, settings } = row.automation;
  const client = useQueryClient();
  const { run, busy } = useCommand();
  const destinations = useDestinations().data;
  const result = resultOf(row, useNow());
  const nameOf = (wanted: string) =>
    destinations?.find((one) => one.destination.id === wanted)?.destination.settings.name;

  return (
    <li className={css.row}>
      <Switch
        aria-label={words.automations.switchOf(settings.name)}
        checked={settings.enabled}
        disabled={busy}
        onChange={async (event) => {
          const { checked } = event.currentTarget;
          const switched = await run({ type: "switch_automation", id, enabled: checked });
          if (switched) rememberAutomation(client, switched);
        }}
      />
      <Thread from={settings.trigger.type} health={result.health} />
      <div className={css.words}>
        <a
          className={css.name}
          href={routeHref({ screen: "automation", id, copyOf: null })}
          title={settings.name}
        >
          {settings.name}
        </a>
        <span className={css.sentence}>
          <Rich of={sentenceOf(settings, nameOf)} />
        </span>
      </div>
      <div className={css.result}>
        <ResultMark row={row} />
      </div>
      <AutomationMenu automation={row.automation} />
    </li>
  );
}

function ResultMark({ row }: { row: AutomationRow }) {
  const { tone, text } = resultOf(row, useNow());
  if (row.trigger.type === "broken") {
    return (
      <span className={css.broken} title={text}>
        <Icon name="warn" />
        <span>{text}</span>
      </span>
    );
  }
  return tone ? (
    <StateMark tone={tone}>{text}</StateMark>
  ) : (
    <span className={css.quiet}>{text}</span>
  );
}
