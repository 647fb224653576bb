import { Button, Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AutomationRow } from "../../bindings/AutomationRow";
import type { FirstRunMade } from "../../bindings/FirstRunMade";
import { Icon } from "../../components/shared/Icon";
import { PageTop } from "../../components/shared/PageTop";
import { words } from "../../model/en";
import { progressOf, receivedOf } from "../../model/first-run";
import { useCommand } from "../../state/command";
import { useDeleteFirstRun, useLeaveFirstRun } from "../../state/first-run";
import { useDelivery, useInbox } from "../../state/queries";
import { rememberAutomation } from "../../state/remember";
import css from "./FirstRun.module.css";
import { FirstRunActions } from "./FirstRunActions";
import { FirstRunInbox } from "./FirstRunInbox";
import { FirstRunSteps } from "./FirstRunSteps";

interface FirstRunLiveProps {
  made: FirstRunMade;
  row: AutomationRow;
}

/** The first automation at work: what happens at the left, what arrives at the right. */
export function FirstRunLive({ made, row }: FirstRunLiveProps) {
  const last = row.last?.delivery ?? null;
  const inbox = useInbox().data;
  const delivery = useNewest(last);
  const request = delivery && inbox ? receivedOf(inbox, delivery.row.id) : null;
  const progress = progressOf(row, delivery, request);
  return (
    <>
      <Head row={row} />
      <div className={css.split}>
        <section className={css.left} aria-label={words.firstRun.progress}>
          <FirstRunSteps
            made={made}
            row={row}
            progress={progress}
            delivery={delivery}
            request={request}
          />
          <FirstRunActions made={made} row={row} delivery={delivery} request={request} />
        </section>
        <FirstRunInbox inbox={inbox ?? null} request={request} />
      </div>
    </>
  );
}

/** The newest delivery; while a newer one is read, the one before it stays in view. */
function useNewest(id: string | null) {
  const [shown, setShown] = useState(id);
  const newest = useDelivery(id);
  const before = useDelivery(shown);
  if (newest.data && shown !== id) setShown(id);
  return newest.data ?? before.data ?? null;
}

function Head({ row }: { row: AutomationRow }) {
  const { id, settings } = row.automation;
  const client = useQueryClient();
  const { run, busy } = useCommand();
  const { remove, busy: deleting } = useDeleteFirstRun();
  const leave = useLeaveFirstRun();
  const toggle = async (enabled: boolean) => {
    const switched = await run({ type: "switch_automation", id, enabled });
    if (switched) rememberAutomation(client, switched);
  };
  return (
    <PageTop
      title={settings.name}
      beside={
        <Switch
          label={words.firstRun.switched(settings.enabled)}
          checked={settings.enabled}
          disabled={busy}
          onChange={(event) => toggle(event.currentTarget.checked)}
        />
      }
      tools={
        <>
          <Button
            variant="quiet"
            leftSection={<Icon name="trash" />}
            loading={deleting}
            onClick={remove}
          >
            {words.firstRun.delete}
          </Button>
          <Button variant="quiet" onClick={leave}>
            {words.firstRun.skip}
          </Button>
        </>
      }
    />
  );
}
