import { Button } from "@mantine/core";
import { useCallback, useMemo, useRef, useState } from "react";
import { DeliveryGrid, type GridHandle } from "../../components/delivery/DeliveryGrid";
import { DeliveryPanel, type PanelHandle } from "../../components/delivery/DeliveryPanel";
import { EmptyState } from "../../components/shared/EmptyState";
import { Reading } from "../../components/shared/Reading";
import { filterOf, isNarrow } from "../../model/delivery-filter";
import { words } from "../../model/en";
import { type Route, wholeActivity } from "../../model/route";
import { useCommand } from "../../state/command";
import { useShortcut } from "../../state/keyboard";
import { useLog } from "../../state/log";
import { useMarks } from "../../state/marks";
import { go } from "../../state/route";
import { say } from "../../state/toast";
import css from "./Activity.module.css";
import { ActivityFilters } from "./ActivityFilters";
import { ActivityTop } from "./ActivityTop";
import { Arrivals } from "./Arrivals";
import { NewerPill } from "./NewerPill";
import { SelectionBar } from "./SelectionBar";

interface ActivityProps {
  route: Route & { screen: "activity" };
}

/** The log: what happened, where it went, what was answered. */
export function Activity({ route }: ActivityProps) {
  const { delivery, ...address } = route;
  // The address is one text, so that the filter is the same object as long as it says the same.
  const wanted = JSON.stringify(filterOf(address));
  const filter = useMemo(() => JSON.parse(wanted), [wanted]);
  const { log, waiting, loading, error, show, hold, startOver } = useLog(filter);
  const [live, setLive] = useState(true);
  const atTop = useRef(true);
  const grid = useRef<GridHandle>(null);
  const panel = useRef<PanelHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const marks = useMarks(log.rows, wanted);
  const { run } = useCommand();
  const at = log.rows.findIndex((row) => row.id === delivery);

  const choose = useCallback(
    (id: string | null) => {
      go({ ...route, delivery: id }, "replace");
      if (id === null) grid.current?.focus();
    },
    [route],
  );
  const step = (by: number) => {
    const row = at < 0 ? undefined : log.rows[at + by];
    return row && (() => choose(row.id));
  };
  const resend = async () => {
    const id = log.rows[at]?.id;
    if (id && (await run({ type: "resend_delivery", id }))) say(words.delivery.sentAgain, "again");
  };
  const switchLive = (on: boolean) => {
    setLive(on);
    hold(!on || !atTop.current);
  };
  const onTop = useCallback(
    (top: boolean) => {
      atTop.current = top;
      hold(!live || !top);
    },
    [live, hold],
  );
  useShortcut("resend", resend, { within: list });
  useShortcut("live", () => switchLive(!live), { within: list });
  useShortcut("search", () => search.current?.focus());
  const showNewer = () => {
    startOver();
    grid.current?.toTop();
    grid.current?.focus();
  };

  return (
    <>
      <ActivityTop log={log} filter={filter} live={live} onLive={switchLive} />
      {marks.count > 0 ? (
        <SelectionBar marks={marks} log={log} filter={filter} />
      ) : (
        <ActivityFilters route={route} search={search} unread={log.unread} />
      )}
      <Arrivals rows={log.rows} waiting={waiting} />
      <Reading query={{ data: loading ? undefined : log, error, refetch: startOver }}>
        <div className={css.split}>
          {log.rows.length > 0 ? (
            <div ref={list} className={css.list}>
              <NewerPill count={waiting} onShow={showNewer} />
              <DeliveryGrid
                log={log}
                chosen={delivery}
                marks={marks}
                handle={grid}
                onChoose={choose}
                onEnter={() => panel.current?.focus()}
                onShow={show}
                onTop={onTop}
              />
            </div>
          ) : (
            <Nothing narrow={isNarrow(address)} />
          )}
          {delivery && (
            <DeliveryPanel
              id={delivery}
              handle={panel}
              onClose={() => choose(null)}
              onPrevious={step(-1)}
              onNext={step(1)}
              onChoose={choose}
            />
          )}
        </div>
      </Reading>
    </>
  );
}

function Nothing({ narrow }: { narrow: boolean }) {
  if (narrow) {
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
