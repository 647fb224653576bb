import type { SendingSettings } from "../../bindings/SendingSettings";
import { NumberSetting } from "../../components/shared/NumberSetting";
import { SettingGroup, SettingRow } from "../../components/shared/SettingRow";
import { words } from "../../model/en";
import { type Change, useChangeSettings } from "../../state/settings";
import { ProxyRow } from "./ProxyRow";
import css from "./Settings.module.css";
import { TrustedRow } from "./TrustedRow";

interface SendingGroupProps {
  sending: SendingSettings;
}

/** How webhooks are sent. */
export function SendingGroup({ sending }: SendingGroupProps) {
  const { errors, change } = useChangeSettings();
  const set =
    (part: Partial<SendingSettings>): Change =>
    (settings) => ({ ...settings, sending: { ...settings.sending, ...part } });
  return (
    <SettingGroup name="sending" title={words.settings.groups.sending}>
      <SettingRow
        label={words.settings.parallel}
        words={words.settings.parallelWords}
        error={errors["sending.parallel"]}
      >
        {(named) => (
          <>
            <NumberSetting
              named={named}
              wide
              value={sending.parallel}
              error={"sending.parallel" in errors}
              onChange={(parallel) => change("sending.parallel", set({ parallel }))}
            />
            <span className={css.measure}>{words.settings.requests}</span>
          </>
        )}
      </SettingRow>
      <SettingRow
        label={words.settings.queueLimit}
        words={words.settings.queueLimitWords}
        error={errors["sending.queue_limit"]}
      >
        {(named) => (
          <>
            <NumberSetting
              named={named}
              wide
              value={sending.queue_limit}
              error={"sending.queue_limit" in errors}
              onChange={(queue_limit) => change("sending.queue_limit", set({ queue_limit }))}
            />
            <span className={css.measure}>{words.settings.deliveries}</span>
          </>
        )}
      </SettingRow>
      <SettingRow
        label={words.settings.longestWish}
        words={words.settings.longestWishWords}
        error={errors["sending.longest_wish_minutes"]}
      >
        {(named) => (
          <>
            <NumberSetting
              named={named}
              wide
              value={sending.longest_wish_minutes}
              error={"sending.longest_wish_minutes" in errors}
              onChange={(longest_wish_minutes) =>
                change("sending.longest_wish_minutes", set({ longest_wish_minutes }))
              }
            />
            <span className={css.measure}>{words.settings.minutes}</span>
          </>
        )}
      </SettingRow>
      <ProxyRow proxy={sending.proxy} />
      <TrustedRow trusted={sending.trusted} />
    </SettingGroup>
  );
}
