import { Button } from "@mantine/core";
import type { SecretsKept } from "../../bindings/SecretsKept";
import { SettingGroup, SettingRow } from "../../components/shared/SettingRow";
import { words } from "../../model/en";
import { useCommand } from "../../state/command";
import { say } from "../../state/toast";

interface SecretsGroupProps {
  kept: SecretsKept;
}

/** Where secrets are kept. */
export function SecretsGroup({ kept }: SecretsGroupProps) {
  const { run, busy } = useCommand();
  const move = async () => {
    if (await run({ type: "move_secrets" })) say(words.settings.secretsMoved);
  };
  return (
    <SettingGroup name="secrets" title={words.settings.groups.secrets}>
      <SettingRow
        label={words.settings.keptIn}
        words={
          kept.type === "key_store"
            ? words.settings.keyStore
            : `${words.settings.sealedFile(kept.path)} ${kept.why}`
        }
      >
        {() =>
          kept.type === "encrypted_file" && (
            <Button loading={busy} onClick={() => void move()}>
              {words.settings.moveSecrets}
            </Button>
          )
        }
      </SettingRow>
    </SettingGroup>
  );
}
