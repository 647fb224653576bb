import { ActionIcon, Menu } from "@mantine/core";
import type { DestinationRow } from "../../bindings/DestinationRow";
import { words } from "../../model/en";
import { useCommand } from "../../state/command";
import { usePauseDestination } from "../../state/pause-destination";
import { Icon } from "../shared/Icon";
import css from "./DestinationList.module.css";

interface DestinationMenuProps {
  row: DestinationRow;
  size?: "xs" | "sm";
  onDeleted?: () => void;
}

/** What can be done with a destination beside editing it. */
export function DestinationMenu({ row, size = "xs", onDeleted }: DestinationMenuProps) {
  const { id, settings } = row.destination;
  const pause = usePauseDestination(row);
  const { run } = useCommand();
  const used = row.used_by.length > 0;

  const remove = async () => {
    const done = await run({ type: "delete_destination", id });
    if (done !== undefined) onDeleted?.();
  };

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          size={size}
          variant={size === "sm" ? "default" : "quiet"}
          aria-label={words.common.more(settings.name)}
        >
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          data-autofocus
          leftSection={<Icon name={pause.paused ? "play" : "pause"} />}
          onClick={pause.toggle}
        >
          {pause.paused ? words.destinations.resume : words.destinations.pause}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="trash" />}
          data-danger={!used || undefined}
          data-disabled={used || undefined}
          aria-disabled={used}
          closeMenuOnClick={!used}
          onClick={() => !used && remove()}
        >
          {words.destinations.delete}
          {used && <span className={css.reason}>{words.destinations.inUse}</span>}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
