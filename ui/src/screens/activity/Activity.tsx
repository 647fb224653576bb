import { Button } from "@mantine/core";
import { useMemo } from "react";
import type { DeliveryFilter } from "../../bindings/DeliveryFilter";
import type { DeliveryRow } from "../../bindings/DeliveryRow";
import { DeliveryGrid } from "../../components/delivery/DeliveryGrid";
import { DeliveryPanel } from "../../components/delivery/DeliveryPanel";
import { EmptyState } from "../../components/shared/EmptyState";
import { PageTop } from "../../components/shared/PageTop";
import { Reading } from "../../components/shared/Reading";
import { words } from "../../model/en";
import { type Route, wholeActivity } from "../../model/route";
import { isState } from "../../model/states";
import { useCommand } from "../../state/command";
import { useLog } from "../../state/log";
import { go } from "../../state/route";
import { say } from "../../state/toast";
import css from "./Activity.module.css";
import { ActivityFilters } from "./ActivityFilters";
import { Arrivals } from "./Arrivals";

interface ActivityProps {
  route: Route & { screen: "activity" };
}

/** The log: what happened, where it went, what was answered. */
export function Activity({ route }: ActivityProps) {
  const { state, automation, destination, delivery } = route;
  const filter: DeliveryFilter = useMemo(
    () => ({ states: isState(state) ? [state] : [], automation, destination }),
    [state, automation, destination],
  );
  const { log, loading, error, more } = useLog(filter);
  const { run } = useCommand();
  const filtered = state !== null || automation !== null || destination !== null;
  const at = log.rows.findIndex((row) => row.id === delivery);

  const choose = (id: string | null) => go({ ...route, delivery: id }, "replace");
  const step = (by: number) => {
    const row = at < 0 ? undefined : log.rows[at + by];
    return row && (() => choose(row.id));
  };
  const resend = async (row: DeliveryRow) => {
    if (await run({ type: "resend_delivery", id: row.id })) say(words.delivery.sentAgain, "again");
  };

  return (
    <>
      <PageTop
        title={words.activity.title}
        count={log.total > 0 ? words.activity.count(log.total) : undefined}
      />
      <ActivityFilters route={route} />
      <Arrivals newest={log.rows[0]?.id} rows={log.rows} />
      <Reading query={{ data: loading ? undefined : log, error, refetch: more }}>
        <div className={css.split}>
          {log.rows.length > 0 ? (
            <DeliveryGrid
              rows={log.rows}
              total={log.total}
              chosen={delivery}
              onChoose={choose}
              onResend={resend}
              onEnd={more}
            />
          ) : (
            <Nothing filtered={filtered} />
          )}
          {delivery && (
            <DeliveryPanel
              id={delivery}
              onClose={() => choose(null)}
              onPrevious={step(-1)}
              onNext={step(1)}
            />
          )}
        </div>
      </Reading>
    </>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState
        title={words.activity.noneTitle}
        actions={<Button onClick={() => go(wholeActivity)}>{words.activity.clear}</Button>}
      >
        {words.activity.noneWords}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={words.activity.emptyTitle}
      actions={
        <Button onClick={() => go({ screen: "automations" })}>
          {words.activity.goToAutomations}
        </Button>
      }
    >
      {words.activity.emptyWords}
    </EmptyState>
  );
}
