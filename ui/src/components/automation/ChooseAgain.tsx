import { Button } from "@mantine/core";
import { words } from "../../model/en";
import { routeHref } from "../../model/route";
import { useCommand } from "../../state/command";
import { useHost } from "../../state/host";
import { useAutomations } from "../../state/queries";
import { say } from "../../state/toast";
import { Icon } from "../shared/Icon";

interface ChooseAgainProps {
  /** The automation whose trigger is broken. */
  id: string;
  className?: string;
}

/** Lets another folder be chosen; where that is not the trouble, the automation is opened. */
export function ChooseAgain({ id, className }: ChooseAgainProps) {
  const host = useHost();
  const { run, busy } = useCommand();
  const settings = useAutomations().data?.find((row) => row.automation.id === id)?.automation
    .settings;
  if (settings?.trigger.type !== "file") {
    return (
      <Button
        component="a"
        size="xs"
        className={className}
        href={routeHref({ screen: "automation", id, copyOf: null })}
      >
        {words.home.openIt}
      </Button>
    );
  }
  const { trigger } = settings;
  const choose = async () => {
    const folder = await host.pickFolder(trigger.folder);
    if (!folder) return;
    const edited = { ...settings, trigger: { ...trigger, folder } };
    const row = await run({ type: "edit_automation", id, settings: edited });
    if (row) say(words.home.chosen(settings.name));
  };
  return (
    <Button
      size="xs"
      className={className}
      disabled={busy}
      leftSection={<Icon name="folder" size={14} />}
      onClick={choose}
    >
      {words.home.chooseAgain}
    </Button>
  );
}
