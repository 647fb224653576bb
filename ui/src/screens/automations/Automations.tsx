import { Button } from "@mantine/core";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { AutomationList } from "../../components/automation/AutomationList";
import { EmptyState } from "../../components/shared/EmptyState";
import { Icon } from "../../components/shared/Icon";
import { PageTop } from "../../components/shared/PageTop";
import { Reading } from "../../components/shared/Reading";
import { hasProblem, shownRows } from "../../model/automation-list";
import { words } from "../../model/en";
import type { AutomationsView } from "../../model/route";
import { askForImport } from "../../state/import";
import { useNow } from "../../state/now";
import { useAutomations, useDestinationNames } from "../../state/queries";
import { go } from "../../state/route";
import { AutomationFilters } from "./AutomationFilters";
import { Selection } from "./Selection";

interface AutomationsProps {
  view: AutomationsView;
}

/** All automations. */
export function Automations({ view }: AutomationsProps) {
  const automations = useAutomations();
  // Figures of hundreds of busy automations may come a moment later; a key that is pressed may not.
  const settled = useDeferredValue(automations.data);
  const rows = settled ?? automations.data ?? [];
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const nameOf = useNames();
  const now = useNow();
  const shown = shownRows(rows, view, nameOf, now);
  // What is not seen is not meant.
  const selected = useMemo(
    () => new Set(shown.map((row) => row.automation.id).filter((id) => chosen.has(id))),
    [shown, chosen],
  );
  const on = rows.filter((row) => row.automation.settings.enabled).length;
  const empty = automations.isSuccess && rows.length === 0;
  const change = (change: AutomationsView) =>
    go({ screen: "automations", ...view, ...change }, "replace");

  return (
    <>
      <PageTop
        title={words.automations.title}
        count={rows.length > 0 ? words.automations.count(rows.length, on) : undefined}
        tools={empty ? undefined : <Tools />}
      />
      <Reading query={automations}>
        {empty ? (
          <EmptyState title={words.automations.emptyTitle} actions={<Beginnings />}>
            {words.automations.emptyWords}
          </EmptyState>
        ) : (
          <>
            {selected.size > 0 ? (
              <Selection
                rows={shown.filter((row) => selected.has(row.automation.id))}
                onDone={() => choose(new Set())}
              />
            ) : (
              <AutomationFilters
                view={view}
                problems={rows.filter((row) => hasProblem(row, now)).length}
                onChange={change}
              />
            )}
            {shown.length === 0 ? (
              <NothingFound />
            ) : (
              <AutomationList rows={shown} selected={selected} onSelect={choose} nameOf={nameOf} />
            )}
          </>
        )}
      </Reading>
    </>
  );
}

function Tools() {
  return (
    <>
      <Button
        variant="quiet"
        leftSection={<Icon name="trash" />}
        onClick={() => go({ screen: "deleted" })}
      >
        {words.undo.deletedTitle}
      </Button>
      <Button leftSection={<Icon name="upload" />} onClick={() => askForImport()}>
        {words.automations.import}
      </Button>
      <NewAutomation />
    </>
  );
}

function Beginnings() {
  return (
    <>
      <Button
        leftSection={<Icon name="recipes" />}
        onClick={() => go({ screen: "recipes", use: null })}
      >
        {words.automations.browse}
      </Button>
      <NewAutomation />
    </>
  );
}

function NewAutomation() {
  return (
    <Button
      variant="filled"
      leftSection={<Icon name="plus" />}
      onClick={() => go({ screen: "automation", id: null, copyOf: null })}
    >
      {words.automations.new}
    </Button>
  );
}

function NothingFound() {
  const clear = () => go({ screen: "automations" }, "replace");
  return (
    <EmptyState
      title={words.automations.noneFound}
      actions={<Button onClick={clear}>{words.automations.clearFilters}</Button>}
    >
      {words.automations.noneFoundWords}
    </EmptyState>
  );
}

function useNames(): (destination: string) => string | undefined {
  const names = useDestinationNames();
  return useCallback((id) => names[id], [names]);
}
