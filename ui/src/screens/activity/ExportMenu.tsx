import { Button, Menu } from "@mantine/core";
import type { Chosen } from "../../bindings/Chosen";
import type { ExportFormat } from "../../bindings/ExportFormat";
import { Icon } from "../../components/shared/Icon";
import { words } from "../../model/en";
import { tilde } from "../../model/path";
import { useCommand } from "../../state/command";
import { useHost } from "../../state/host";
import { say } from "../../state/toast";

const ENDINGS: Record<ExportFormat, string> = { csv: "csv", json_lines: "jsonl" };

interface ExportMenuProps {
  chosen: Chosen;
  disabled?: boolean;
  /** Says that only marked deliveries are meant. */
  label?: string;
  small?: boolean;
}

/** Writes deliveries into a file that the person chooses. */
export function ExportMenu({ chosen, disabled, label, small }: ExportMenuProps) {
  const host = useHost();
  const { run, busy } = useCommand();
  const save = async (format: ExportFormat) => {
    const path = await host.pickSave(`${words.activity.exportName}.${ENDINGS[format]}`);
    if (!path) return;
    const saved = await run({ type: "save_deliveries", chosen, format, path });
    if (saved) say(words.activity.exported(saved.count, tilde(path)));
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size={small ? "xs" : "sm"}
          aria-label={label}
          disabled={disabled}
          loading={busy}
          leftSection={<Icon name="upload" size={small ? 14 : 16} />}
        >
          {words.activity.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item data-autofocus onClick={() => save("csv")}>
          {words.activity.exportCsv}
        </Menu.Item>
        <Menu.Item onClick={() => save("json_lines")}>{words.activity.exportJson}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
