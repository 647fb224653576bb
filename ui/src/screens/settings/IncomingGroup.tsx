import { Button, Switch } from "@mantine/core";
import type { InboundStatus } from "../../bindings/InboundStatus";
import type { IncomingSettings } from "../../bindings/IncomingSettings";
import { NumberSetting } from "../../components/shared/NumberSetting";
import { SettingGroup, SettingRow } from "../../components/shared/SettingRow";
import { words } from "../../model/en";
import { type Change, useChangeSettings } from "../../state/settings";

interface IncomingGroupProps {
  incoming: IncomingSettings;
  inbound: InboundStatus;
}

const set =
  (part: Partial<IncomingSettings>): Change =>
  (settings) => ({ ...settings, incoming: { ...settings.incoming, ...part } });

/** How this computer is called. */
export function IncomingGroup({ incoming, inbound }: IncomingGroupProps) {
  const { errors, change } = useChangeSettings();
  const taken = inbound.type === "unavailable" ? inbound : null;
  const error = errors["incoming.port"] ?? taken?.message ?? null;
  const moveTo = (port: number) => change("incoming.port", set({ port }));
  const free = taken?.free ?? null;
  return (
    <SettingGroup name="incoming" title={words.settings.groups.incoming}>
      <SettingRow label={words.settings.accept} words={words.settings.acceptWords}>
        {(named) => (
          <Switch
            {...named}
            checked={incoming.enabled}
            onChange={() => void change("incoming.enabled", set({ enabled: !incoming.enabled }))}
          />
        )}
      </SettingRow>
      <SettingRow
        label={words.settings.port}
        words={inbound.type === "listening" ? words.settings.portWords(inbound.address) : undefined}
        error={error}
      >
        {(named) => (
          <>
            <NumberSetting
              named={named}
              value={incoming.port}
              error={error !== null}
              onChange={moveTo}
            />
            {free !== null && (
              <Button onClick={() => void moveTo(free)}>{words.settings.takePort(free)}</Button>
            )}
          </>
        )}
      </SettingRow>
    </SettingGroup>
  );
}
