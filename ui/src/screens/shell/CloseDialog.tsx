import { Checkbox } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { ConfirmDialog } from "../../components/shared/ConfirmDialog";
import { words } from "../../model/en";
import type { Preferences } from "../../model/preferences";
import { useHost } from "../../state/host";
import { prefer, present } from "../../state/preferences";
import { complain } from "../../state/toast";

type Closing = Exclude<Preferences["onClose"], "ask">;

/** Asks, when the window is closed, whether the automations are to go on without it. */
export function CloseDialog() {
  const host = useHost();
  const [asking, setAsking] = useState(false);
  const [remember, setRemember] = useState(false);

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

  const choose = (how: Closing) => {
    if (remember) prefer({ onClose: how });
    setAsking(false);
    void close(how);
  };
  return (
    <ConfirmDialog
      opened={asking}
      onClose={() => setAsking(false)}
      title={words.closing.title}
      confirm={words.closing.keep}
      onConfirm={() => choose("keep")}
      other={{ label: words.closing.quit, act: () => choose("quit") }}
    >
      {words.closing.words}
      <Checkbox
        mt={16}
        label={words.closing.remember}
        checked={remember}
        onChange={(event) => setRemember(event.currentTarget.checked)}
      />
    </ConfirmDialog>
  );
}
