import { Button } from "@mantine/core";
import { words } from "../../model/en";
import { useCommand } from "../../state/command";
import { say } from "../../state/toast";
import { Icon } from "../shared/Icon";

interface ProbeButtonProps {
  id: string;
  name: string;
}

/** Does not wait for the next probe of an unhealthy destination. */
export function ProbeButton({ id, name }: ProbeButtonProps) {
  const { run, busy } = useCommand();
  const probe = async () => {
    const done = await run({ type: "probe_destination", id });
    if (done) say(words.destinations.trying(name), "again");
  };
  return (
    <Button size="xs" disabled={busy} leftSection={<Icon name="again" size={14} />} onClick={probe}>
      {words.destinations.tryNow}
    </Button>
  );
}
