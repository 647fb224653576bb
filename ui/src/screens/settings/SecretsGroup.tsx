import type { SecretsKept } from "../../bindings/SecretsKept";
import { SettingGroup, SettingRow } from "../../components/shared/SettingRow";
import { words } from "../../model/en";

interface SecretsGroupProps {
  kept: SecretsKept;
}

/** Where secrets are kept. */
export function SecretsGroup({ kept }: SecretsGroupProps) {
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
        {() => null}
      </SettingRow>
    </SettingGroup>
  );
}
