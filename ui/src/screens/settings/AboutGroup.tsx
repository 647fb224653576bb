import { Button } from "@mantine/core";
import { useState } from "react";
import type { RunnerStatus } from "../../bindings/RunnerStatus";
import { Icon } from "../../components/shared/Icon";
import { SettingGroup, SettingRow } from "../../components/shared/SettingRow";
import { words } from "../../model/en";
import { moment } from "../../model/time";
import { useHost } from "../../state/host";
import { complain } from "../../state/toast";
import { CheckRow } from "./CheckRow";
import { DiagnosticsDialog } from "./DiagnosticsDialog";
import { ResetRow } from "./ResetRow";

interface AboutGroupProps {
  status: RunnerStatus;
}

/** What this is, and where it keeps its things. */
export function AboutGroup({ status }: AboutGroupProps) {
  const host = useHost();
  const [asking, setAsking] = useState(false);
  const { version, pid, started_at, data_folder } = status;
  return (
    <SettingGroup name="about" title={words.settings.groups.about}>
      <SettingRow
        label={words.settings.version(version)}
        words={words.settings.process(pid, moment(started_at, Date.now()))}
        found={words.settings.versions}
      >
        {() => null}
      </SettingRow>
      <SettingRow label={words.settings.dataFolder} words={data_folder}>
        {(named) => (
          <Button
            aria-describedby={named["aria-labelledby"]}
            leftSection={<Icon name="folder" />}
            onClick={() => void host.openExternal(data_folder).catch(complain)}
          >
            {words.settings.openFolder}
          </Button>
        )}
      </SettingRow>
      <CheckRow />
      <SettingRow label={words.settings.diagnostics} words={words.settings.diagnosticsWords}>
        {() => (
          <>
            <Button onClick={() => setAsking(true)}>{words.settings.diagnosticsOpen}</Button>
            <DiagnosticsDialog opened={asking} onClose={() => setAsking(false)} />
          </>
        )}
      </SettingRow>
      <SettingRow label={words.settings.licence} words={words.settings.licenceWords}>
        {() => null}
      </SettingRow>
      <ResetRow waiting={status.waiting + status.held} />
    </SettingGroup>
  );
}
