import { Button } from "@mantine/core";
import { useState } from "react";
import type { Proxy as ProxyChoice } from "../../bindings/Proxy";
import { SettingRow } from "../../components/shared/SettingRow";
import { words } from "../../model/en";
import { ProxyDialog } from "./ProxyDialog";

/** Through what destinations are reached that say nothing else. */
export function ProxyRow({ proxy }: { proxy: ProxyChoice }) {
  const [editing, setEditing] = useState(false);
  return (
    <SettingRow label={words.settings.proxy} words={words.settings.proxyNow(proxy)}>
      {(named) => (
        <>
          <Button aria-describedby={named["aria-labelledby"]} onClick={() => setEditing(true)}>
            {words.settings.change}
          </Button>
          <ProxyDialog proxy={proxy} opened={editing} onClose={() => setEditing(false)} />
        </>
      )}
    </SettingRow>
  );
}
