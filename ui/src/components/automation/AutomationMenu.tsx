import { ActionIcon, Menu } from "@mantine/core";
import type { Automation } from "../../bindings/Automation";
import { words } from "../../model/en";
import { useCommand } from "../../state/command";
import { go } from "../../state/route";
import { say } from "../../state/toast";
import { Icon } from "../shared/Icon";

interface AutomationMenuProps {
  automation: Automation;
}

/** What can be done with an automation from its row. */
export function AutomationMenu({ automation }: AutomationMenuProps) {
  const { id, settings } = automation;
  const { run } = useCommand();

  const runNow = async () => {
    const made = await run({ type: "run_automation", id, data: null });
    if (made) say(words.automations.ran(settings.name, made.deliveries.length), "play");
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="xs" aria-label={words.common.more(settings.name)}>
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
        <Menu.Item
          leftSection={<Icon name="trash" />}
          data-danger
          onClick={() => run({ type: "delete_automation", id })}
        >
          {words.automations.delete}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
