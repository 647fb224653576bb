import {
  type MantineColorScheme,
  SegmentedControl,
  Select,
  Switch,
  useMantineColorScheme,
} from "@mantine/core";
import type { GeneralSettings } from "../../bindings/GeneralSettings";
import { SettingGroup, SettingRow } from "../../components/shared/SettingRow";
import { words } from "../../model/en";
import type { Preferences } from "../../model/preferences";
import { prefer, usePreferences } from "../../state/preferences";
import { type Change, useChangeSettings } from "../../state/settings";
import css from "./Settings.module.css";

interface GeneralGroupProps {
  general: GeneralSettings;
}

const looks: MantineColorScheme[] = ["auto", "light", "dark"];
const closings: Preferences["onClose"][] = ["ask", "keep", "quit"];

const set =
  (part: Partial<GeneralSettings>): Change =>
  (settings) => ({ ...settings, general: { ...settings.general, ...part } });

/** How the app starts and how this window looks. */
export function GeneralGroup({ general }: GeneralGroupProps) {
  const { change } = useChangeSettings();
  const { onClose } = usePreferences();
  const { start_at_login, start_hidden } = general;
  return (
    <SettingGroup name="general" title={words.settings.groups.general}>
      <SettingRow label={words.settings.startAtLogin} words={words.settings.startAtLoginWords}>
        {(named) => (
          <Switch
            {...named}
            checked={start_at_login}
            onChange={() =>
              void change("general.start_at_login", set({ start_at_login: !start_at_login }))
            }
          />
        )}
      </SettingRow>
      {start_at_login && (
        <SettingRow label={words.settings.startHidden} words={words.settings.startHiddenWords}>
          {(named) => (
            <Switch
              {...named}
              checked={start_hidden}
              onChange={() =>
                void change("general.start_hidden", set({ start_hidden: !start_hidden }))
              }
            />
          )}
        </SettingRow>
      )}
      <SettingRow label={words.settings.onClose} words={words.settings.onCloseWords[onClose]}>
        {(named) => (
          <Select
            {...named}
            className={css.select}
            value={onClose}
            onChange={(value) => value && prefer({ onClose: value })}
            data={closings.map((one) => ({ value: one, label: words.settings.onCloseTo[one] }))}
          />
        )}
      </SettingRow>
      <LookRow />
      <TimesRow twelve={general.twelve_hours} />
    </SettingGroup>
  );
}

function LookRow() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SettingRow label={words.settings.look} found={Object.values(words.settings.looks).join(" ")}>
      {(named) => (
        <SegmentedControl
          {...named}
          value={colorScheme}
          onChange={(look) => setColorScheme(look as MantineColorScheme)}
          data={looks.map((look) => ({ value: look, label: words.settings.looks[look] }))}
        />
      )}
    </SettingRow>
  );
}

function TimesRow({ twelve }: { twelve: boolean }) {
  const { change } = useChangeSettings();
  return (
    <SettingRow label={words.settings.times}>
      {(named) => (
        <SegmentedControl
          {...named}
          value={twelve ? "12" : "24"}
          onChange={(value) =>
            void change("general.twelve_hours", set({ twelve_hours: value === "12" }))
          }
          data={[
            { value: "24", label: words.settings.hours24 },
            { value: "12", label: words.settings.hours12 },
          ]}
        />
      )}
    </SettingRow>
  );
}
