import { ActionIcon, Menu } from "@mantine/core";
import { Icon } from "../../components/shared/Icon";
import { words } from "../../model/en";
import { useSaveExport } from "../../state/export";
import { askForImport } from "../../state/import";

/** What concerns everything at once. */
export function RecipesMenu() {
  const { save } = useSaveExport();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={words.recipes.more}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          data-autofocus
          leftSection={<Icon name="copy" />}
          onClick={() => save([], "backup")}
        >
          {words.recipes.backup}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="upload" />} onClick={() => askForImport()}>
          {words.recipes.restore}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
