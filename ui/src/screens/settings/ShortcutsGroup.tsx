import { Switch } from "@mantine/core";
import { SettingGroup, SettingRow } from "../../components/shared/SettingRow";
import { words } from "../../model/en";
import { prefer, usePreferences } from "../../state/preferences";

/** Which keys do something. */
export function ShortcutsGroup() {
  const { singleKeys } = usePreferences();
  return (
    <SettingGroup name="shortcuts" title={words.settings.groups.shortcuts}>
      <SettingRow label={words.settings.singleKeys} words={words.settings.singleKeysWords}>
        {(named) => (
          <Switch
            {...named}
            checked={singleKeys}
            onChange={() => prefer({ singleKeys: !singleKeys })}
          />
        )}
      </SettingRow>
    </SettingGroup>
  );
}
