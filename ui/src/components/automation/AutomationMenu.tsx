import { ActionIcon, Menu } from "@mantine/core";
import { memo, useRef } from "react";
import type { Automation } from "../../bindings/Automation";
import { words } from "../../model/en";
import { useCommand } from "../../state/command";
import { shareAutomations } from "../../state/export";
import { go } from "../../state/route";
import { say } from "../../state/toast";
import { Icon } from "../shared/Icon";

interface AutomationMenuProps {
  automation: Automation;
}

/** What can be done with an automation from its row. */
export const AutomationMenu = memo(function AutomationMenu({ automation }: AutomationMenuProps) {
  const { id, settings } = automation;
  const { run } = useCommand();
  const more = useRef<HTMLButtonElement>(null);

  const runNow = async () => {
    const made = await run({ type: "run_automation", id, data: null });
    if (made) say(words.automations.ran(settings.name, made.deliveries.length), "play");
  };
  const remove = async () => {
    const near = nearby(more.current);
    const done = await run({ type: "delete_automation", id });
    if (done !== undefined) near?.focus();
  };

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon ref={more} size="xs" aria-label={words.common.more(settings.name)}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item data-autofocus leftSection={<Icon name="play" />} onClick={runNow}>
          {words.automations.runNow}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="copy" />}
          onClick={() => go({ screen: "automation", id: null, copyOf: id })}
        >
          {words.automations.duplicate}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="recipes" />} onClick={() => shareAutomations([id])}>
          {words.share.menu}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="trash" />} data-danger onClick={remove}>
          {words.automations.delete}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
});

/** Where the keyboard goes when its row is gone: the next one, or else the one before. */
function nearby(button: HTMLElement | null): HTMLElement | null {
  const row = button?.closest("li");
  const other = row?.nextElementSibling ?? row?.previousElementSibling;
  return other?.querySelector("a") ?? document.querySelector("h1");
}
