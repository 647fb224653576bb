import { Switch, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import type { NotificationSettings } from "../../bindings/NotificationSettings";
import type { QuietHours } from "../../bindings/QuietHours";
import { SettingGroup, SettingRow } from "../../components/shared/SettingRow";
import { words } from "../../model/en";
import { prefer, usePreferences } from "../../state/preferences";
import { type Change, useChangeSettings } from "../../state/settings";
import css from "./Settings.module.css";

interface NotificationsGroupProps {
  notifications: NotificationSettings;
}

const kinds = ["failed", "paused", "broken", "delivered"] as const;
const usualHours: QuietHours = { from: "22:00", to: "07:00" };

const set =
  (part: Partial<NotificationSettings>): Change =>
  (settings) => ({ ...settings, notifications: { ...settings.notifications, ...part } });

/** What the desktop is told. */
export function NotificationsGroup({ notifications }: NotificationsGroupProps) {
  const { errors, change } = useChangeSettings();
  const hours = notifications.quiet_hours;
  const putHours = (quiet_hours: QuietHours | null) =>
    change("notifications.quiet_hours", set({ quiet_hours }));
  return (
    <SettingGroup name="notifications" title={words.settings.groups.notifications}>
      {kinds.map((kind) => (
        <SettingRow
          key={kind}
          label={words.settings.notifyOf[kind]}
          words={words.settings.notifyOfWords[kind]}
        >
          {(named) => (
            <Switch
              {...named}
              checked={notifications[kind]}
              onChange={() =>
                void change(`notifications.${kind}`, set({ [kind]: !notifications[kind] }))
              }
            />
          )}
        </SettingRow>
      ))}
      <SettingRow
        label={words.settings.quietHours}
        words={words.settings.quietHoursWords}
        error={errors["notifications.quiet_hours"]}
      >
        {(named) => (
          <>
            {hours && (
              <>
                <TimeSetting
                  label={words.settings.quietFrom}
                  value={hours.from}
                  onChange={(from) => void putHours({ ...hours, from })}
                />
                <span className={css.unit}>{words.settings.until}</span>
                <TimeSetting
                  label={words.settings.quietTo}
                  value={hours.to}
                  onChange={(to) => void putHours({ ...hours, to })}
                />
              </>
            )}
            <Switch
              {...named}
              checked={hours !== null}
              onChange={() => void putHours(hours ? null : usualHours)}
            />
          </>
        )}
      </SettingRow>
      <ArrivalsRow />
    </SettingGroup>
  );
}

function ArrivalsRow() {
  const { sayArrivals } = usePreferences();
  return (
    <SettingRow label={words.settings.sayArrivals} words={words.settings.sayArrivalsWords}>
      {(named) => (
        <Switch
          {...named}
          checked={sayArrivals}
          onChange={() => prefer({ sayArrivals: !sayArrivals })}
        />
      )}
    </SettingRow>
  );
}

interface TimeSettingProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** A time of day that counts as soon as it was entered. */
function TimeSetting({ label, value, onChange }: TimeSettingProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const enter = () => {
    if (typed !== value) onChange(typed);
  };
  return (
    <TextInput
      className={css.time}
      aria-label={label}
      value={typed}
      maxLength={5}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={enter}
      onKeyDown={(event) => {
        if (event.key === "Enter") enter();
        if (event.key === "Escape") setTyped(value);
      }}
    />
  );
}
