import { Button } from "@mantine/core";
import type { AutomationRow } from "../../bindings/AutomationRow";
import { Icon } from "../../components/shared/Icon";
import { PageBar } from "../../components/shared/PageTop";
import { words } from "../../model/en";
import { useCommand } from "../../state/command";
import { shareAutomations } from "../../state/export";
import { say } from "../../state/toast";
import css from "./Automations.module.css";

interface SelectionProps {
  rows: AutomationRow[];
  onDone: () => void;
}

/** What can be done with several automations at once. */
export function Selection({ rows, onDone }: SelectionProps) {
  const { run, busy } = useCommand();
  const ids = rows.map((row) => row.automation.id);

  const turn = async (enabled: boolean) => {
    const switched = await run({ type: "switch_automations", ids, enabled });
    if (!switched) return;
    if (enabled && switched.rows.length > 0) say(words.automations.turnedOn(switched.rows.length));
    for (const { name, message } of switched.refused) {
      say(words.automations.notTurnedOn(name, message), "warn");
    }
    onDone();
  };
  const remove = async () => {
    const done = await run({ type: "delete_automations", ids });
    if (done === undefined) return;
    onDone();
    document.querySelector<HTMLElement>("h1")?.focus();
  };

  return (
    <PageBar label={words.automations.selection}>
      <span className={css.count} role="status">
        {words.automations.selected(ids.length)}
      </span>
      <Button size="xs" disabled={busy} onClick={() => turn(true)}>
        {words.automations.turnOn}
      </Button>
      <Button size="xs" disabled={busy} onClick={() => turn(false)}>
        {words.automations.turnOff}
      </Button>
      <Button
        size="xs"
        leftSection={<Icon name="upload" size={14} />}
        onClick={() => shareAutomations(ids)}
      >
        {words.automations.export}
      </Button>
      <Button
        size="xs"
        disabled={busy}
        leftSection={<Icon name="trash" size={14} />}
        onClick={remove}
      >
        {words.automations.delete}
      </Button>
      <Button
        size="xs"
        variant="quiet"
        className={css.end}
        leftSection={<Icon name="x" size={14} />}
        onClick={onDone}
      >
        {words.automations.giveUp}
      </Button>
    </PageBar>
  );
}
