import { Switch } from "@mantine/core";
import type { DeliveryFilter } from "../../bindings/DeliveryFilter";
import { Keys } from "../../components/shared/Keys";
import { PageTop } from "../../components/shared/PageTop";
import { words } from "../../model/en";
import type { Log } from "../../model/log";
import css from "./Activity.module.css";
import { ExportMenu } from "./ExportMenu";

interface ActivityTopProps {
  log: Log;
  filter: DeliveryFilter;
  live: boolean;
  onLive: (live: boolean) => void;
}

/** Title and count, the live switch, and the way into a file. */
export function ActivityTop({ log, filter, live, onLive }: ActivityTopProps) {
  const { title, count, live: label, liveHint } = words.activity;
  return (
    <PageTop
      title={title}
      count={log.total > 0 ? count(log.total, log.more) : undefined}
      tools={
        <>
          <Switch
            label={label}
            title={liveHint}
            checked={live}
            onChange={(event) => onLive(event.currentTarget.checked)}
          />
          <span className={css.key}>
            <Keys of="live" />
          </span>
          <ExportMenu chosen={{ type: "all", filter }} disabled={log.total === 0} />
        </>
      }
    />
  );
}
