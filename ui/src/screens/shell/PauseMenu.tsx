import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import { Icon } from "../../components/shared/Icon";
import { words } from "../../model/en";
import { useCommand } from "../../state/command";
import css from "./PauseMenu.module.css";

const MINUTE_MS = 60_000;

/** For how long sending can be paused; the last one until somebody resumes it. */
const SPANS: { name: keyof typeof words.shell.pauses; minutes: number | null }[] = [
  { name: "quarter", minutes: 15 },
  { name: "hour", minutes: 60 },
  { name: "open", minutes: null },
];

/** Pauses all sending for a while, or resumes it. */
export function PauseMenu({ paused }: { paused: boolean }) {
  const { run, busy } = useCommand();
  const [ignore, setIgnore] = useState(false);
  if (paused) {
    return (
      <Button
        size="xs"
        variant="quiet"
        disabled={busy}
        leftSection={<Icon name="play" size={14} />}
        onClick={() => run({ type: "resume" })}
      >
        {words.shell.resume}
      </Button>
    );
  }
  const pause = (minutes: number | null) => {
    const until = minutes && new Date(Date.now() + minutes * MINUTE_MS).toISOString();
    void run({ type: "pause", until: until || null, ignore_events: ignore });
    setIgnore(false);
  };
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="quiet"
          disabled={busy}
          leftSection={<Icon name="pause" size={14} />}
        >
          {words.shell.pause}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.shell.pauseSending}</Menu.Label>
        {SPANS.map(({ name, minutes }, index) => (
          <Menu.Item
            key={name}
            data-autofocus={index === 0 || undefined}
            onClick={() => pause(minutes)}
          >
            {words.shell.pauses[name]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.CheckboxItem
          className={css.option}
          checked={ignore}
          closeMenuOnClick={false}
          rightSection={
            <span className={css.box} data-on={ignore || undefined}>
              {ignore && <Icon name="check" size={12} />}
            </span>
          }
          onChange={setIgnore}
        >
          {words.shell.ignoreToo}
        </Menu.CheckboxItem>
      </Menu.Dropdown>
    </Menu>
  );
}
