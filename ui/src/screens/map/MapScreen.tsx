import { Button } from "@mantine/core";
import { lazy, Suspense, useMemo, useState } from "react";
import type { MapPlace } from "../../bindings/MapPlace";
import { EmptyState } from "../../components/shared/EmptyState";
import { Icon } from "../../components/shared/Icon";
import { Keys } from "../../components/shared/Keys";
import { PageTop } from "../../components/shared/PageTop";
import { Reading } from "../../components/shared/Reading";
import { words } from "../../model/en";
import { type Box, graphOf } from "../../model/map/graph";
import { useCommand } from "../../state/command";
import { useArrange, useMap } from "../../state/map";
import { useAutomations, useDestinations } from "../../state/queries";
import { go } from "../../state/route";
import { say } from "../../state/toast";
import { ConnectDialog, type Ends } from "./ConnectDialog";
import { draftOf } from "./draft";
import { MapList } from "./MapList";

const Canvas = lazy(async () => ({ default: (await import("./Canvas")).Canvas }));

/** How often a countdown in a box is told anew. */
const MINUTE = 60_000;

interface MapScreenProps {
  /** The same as a table. */
  asList: boolean;
}

/** What goes from where to where. */
export function MapScreen({ asList }: MapScreenProps) {
  const automations = useAutomations();
  const destinations = useDestinations();
  const map = useMap();
  const [connecting, setConnecting] = useState<Ends | null>(null);
  const arrange = useArrange();
  const { run } = useCommand();
  const minute = Math.floor(Date.now() / MINUTE) * MINUTE;
  const graph = useMemo(
    () =>
      automations.data && destinations.data && map.data
        ? graphOf(automations.data, destinations.data, map.data, minute)
        : undefined,
    [automations.data, destinations.data, map.data, minute],
  );
  const rows = automations.data ?? [];
  const places = map.data?.places ?? [];
  const used = new Set(
    map.data?.routes.filter((route) => route.health !== "quiet").map((route) => route.automation),
  );

  const move = (moved: MapPlace[]) => {
    const again = new Set(moved.map((place) => place.of));
    void arrange([...places.filter((place) => !again.has(place.of)), ...moved]);
  };
  const remove = async (box: Box) => {
    if (box.kind === "automation") return run({ type: "delete_automation", id: box.id });
    const row = destinations.data?.find((one) => one.destination.id === box.id);
    if (!row) return;
    if (row.destination.built_in) return say(words.map.testInbox(box.title), "info");
    if (row.used_by.length > 0) {
      return say(words.map.usedBy(box.title, row.used_by.length), "info");
    }
    return run({ type: "delete_destination", id: box.id });
  };
  const empty = automations.isSuccess && rows.length === 0;

  return (
    <>
      <PageTop
        title={words.map.title}
        count={rows.length > 0 ? words.map.traffic(used.size, rows.length) : undefined}
        tools={
          empty ? undefined : (
            <Tools
              asList={asList}
              onTidy={places.length > 0 ? () => void arrange([]) : undefined}
              onConnect={() => setConnecting({ from: null, to: null })}
            />
          )
        }
      />
      <Reading
        query={{
          data: graph,
          error: automations.error ?? destinations.error ?? map.error,
          refetch: () =>
            Promise.all([automations.refetch(), destinations.refetch(), map.refetch()]),
        }}
      >
        {empty ? (
          <Empty />
        ) : asList ? (
          <MapList automations={rows} destinations={destinations.data ?? []} map={map.data} />
        ) : (
          graph && (
            <Suspense fallback={<div style={{ flex: 1 }} />}>
              <Canvas
                graph={graph}
                onMove={move}
                onConnect={(from, to) => go(draftOf(from, to))}
                onAsk={(box) =>
                  setConnecting(
                    box.kind === "destination"
                      ? { from: null, to: box.id }
                      : { from: box.id, to: null },
                  )
                }
                onRemove={remove}
              />
            </Suspense>
          )
        )}
      </Reading>
      {graph && (
        <ConnectDialog graph={graph} ends={connecting} onClose={() => setConnecting(null)} />
      )}
    </>
  );
}

interface ToolsProps {
  asList: boolean;
  /** Nothing where no box was moved. */
  onTidy?: () => void;
  onConnect: () => void;
}

function Tools({ asList, onTidy, onConnect }: ToolsProps) {
  return (
    <>
      <Button
        leftSection={<Icon name={asList ? "map" : "table"} />}
        onClick={() => go({ screen: "map", asList: !asList })}
      >
        {asList ? words.map.asMap : words.map.asList}
      </Button>
      {!asList && (
        <Button leftSection={<Icon name="tidy" />} disabled={!onTidy} onClick={onTidy}>
          {words.map.tidy}
        </Button>
      )}
      <Button
        leftSection={<Icon name="plus" />}
        onClick={() => go({ screen: "destination", id: null })}
      >
        {words.map.newDestination}
      </Button>
      <Button variant="filled" leftSection={<Icon name="connect" />} onClick={onConnect}>
        {words.map.connect}
        {!asList && <Keys of="connect" />}
      </Button>
    </>
  );
}

function Empty() {
  return (
    <EmptyState
      title={words.map.emptyTitle}
      actions={
        <Button
          variant="filled"
          leftSection={<Icon name="plus" />}
          onClick={() => go({ screen: "automation", id: null, copyOf: null })}
        >
          {words.map.newAutomation}
        </Button>
      }
    >
      {words.map.emptyWords}
    </EmptyState>
  );
}
