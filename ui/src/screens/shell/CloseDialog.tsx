import { Checkbox } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { ConfirmDialog } from "../../components/shared/ConfirmDialog";
import { words } from "../../model/en";
import type { Preferences } from "../../model/preferences";
import { useHost } from "../../state/host";
import { prefer, present, usePreferences } from "../../state/preferences";
import { useSettings } from "../../state/queries";
import { type Change, useChangeSettings } from "../../state/settings";
import { complain } from "../../state/toast";

type Closing = Exclude<Preferences["onClose"], "ask">;

const startAtLogin: Change = (settings) => ({
  ...settings,
  general: { ...settings.general, start_at_login: true },
});

/**
 * Asks, when the window is closed, whether the automations are to go on without it. The first time it
 * also asks whether the app is to start at login: that is never switched on unasked.
 */
export function CloseDialog() {
  const host = useHost();
  const [asking, setAsking] = useState(false);
  const [remember, setRemember] = useState(false);
  const [atLogin, setAtLogin] = useState(false);
  const general = useSettings().data?.general;
  const { loginAsked } = usePreferences();
  const asksOfLogin = !loginAsked && general !== undefined && !general.start_at_login;

  const { change } = useChangeSettings();

  const close = useCallback(
    async (how: Closing) => {
      try {
        if (how === "quit") await host.call({ type: "shutdown" });
        await host.close();
      } catch (error) {
        complain(error);
      }
    },
    [host],
  );
  const latest = useRef(close);
  latest.current = close;
  useEffect(
    () =>
      host.closing(() => {
        const { onClose } = present();
        if (onClose === "ask") setAsking(true);
        else void latest.current(onClose);
      }),
    [host],
  );

  const choose = async (how: Closing) => {
    if (remember) prefer({ onClose: how });
    if (asksOfLogin) prefer({ loginAsked: true });
    setAsking(false);
    if (asksOfLogin && atLogin) await change("general.start_at_login", startAtLogin);
    await close(how);
  };
  return (
    <ConfirmDialog
      opened={asking}
      onClose={() => setAsking(false)}
      title={words.closing.title}
      confirm={words.closing.keep}
      onConfirm={() => void choose("keep")}
      other={{ label: words.closing.quit, act: () => void choose("quit") }}
    >
      {words.closing.words}
      {asksOfLogin && (
        <Checkbox
          mt={16}
          label={words.closing.atLogin}
          checked={atLogin}
          onChange={(event) => setAtLogin(event.currentTarget.checked)}
        />
      )}
      <Checkbox
        mt={asksOfLogin ? 8 : 16}
        label={words.closing.remember}
        checked={remember}
        onChange={(event) => setRemember(event.currentTarget.checked)}
      />
    </ConfirmDialog>
  );
}
