import { Button } from "@mantine/core";
import { Icon } from "../../components/shared/Icon";
import { Keys } from "../../components/shared/Keys";
import { words } from "../../model/en";
import type { Box } from "../../model/map/graph";
import { useCommand } from "../../state/command";
import { useAutomations } from "../../state/queries";
import { go } from "../../state/route";
import { say } from "../../state/toast";
import { useActive } from "./active";
import { routeOf } from "./BoxView";
import css from "./Map.module.css";

interface BoxToolsProps {
  box: Box;
}

/** What can be done with a box, above it. */
export function BoxTools({ box }: BoxToolsProps) {
  const { connect, remove } = useActive();
  return (
    <div
      className={`${css.tools} nodrag nopan`}
      role="group"
      aria-label={words.map.actionsOf(box.title)}
    >
      <Button
        size="xs"
        leftSection={<Icon name="edit" size={14} />}
        onClick={() => go(routeOf(box))}
      >
        {words.map.open}
        <Keys of="open" />
      </Button>
      {box.kind === "automation" && <Automation id={box.id} />}
      <Button size="xs" onClick={() => connect(box)}>
        {words.map.connectFrom}
        <Keys of="connect" />
      </Button>
      {box.kind !== "trigger" && (
        <Button
          size="xs"
          aria-label={words.map.delete}
          title={words.map.delete}
          onClick={() => remove(box)}
        >
          <Icon name="trash" size={14} />
        </Button>
      )}
    </div>
  );
}

function Automation({ id }: { id: string }) {
  const { run, busy } = useCommand();
  const settings = useAutomations().data?.find((row) => row.automation.id === id)?.automation
    .settings;
  if (!settings) return null;
  const { name, enabled } = settings;
  const runNow = async () => {
    if (await run({ type: "run_automation", id, data: null })) say(words.map.ran(name), "play");
  };
  const toggle = async () => {
    const row = await run({ type: "switch_automation", id, enabled: !enabled });
    if (row && !enabled) say(words.map.switchedOn(name));
  };
  return (
    <>
      <Button
        size="xs"
        disabled={busy}
        leftSection={<Icon name="play" size={14} />}
        onClick={runNow}
      >
        {words.map.runNow}
      </Button>
      <Button size="xs" disabled={busy} onClick={toggle}>
        {enabled ? words.map.switchOff : words.map.switchOn}
      </Button>
    </>
  );
}
