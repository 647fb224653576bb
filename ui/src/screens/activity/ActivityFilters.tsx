import { Button } from "@mantine/core";
import { FilterChip } from "../../components/shared/FilterChip";
import { PageBar } from "../../components/shared/PageTop";
import { SHAPES } from "../../components/shared/StateMark";
import { words } from "../../model/en";
import { toneOf } from "../../model/last-result";
import type { ActivityFilter, Route } from "../../model/route";
import { isState, STATES } from "../../model/states";
import { useAutomations, useDestinations } from "../../state/queries";
import { go } from "../../state/route";

interface ActivityFiltersProps {
  route: Route & { screen: "activity" };
}

/** What of the log is shown. The choice lives in the address. */
export function ActivityFilters({ route }: ActivityFiltersProps) {
  const automations = useAutomations().data ?? [];
  const destinations = useDestinations().data ?? [];
  const narrow = (part: Partial<ActivityFilter>) => go({ ...route, ...part }, "replace");
  const filtered = route.state || route.automation || route.destination;

  return (
    <PageBar label={words.activity.filters}>
      <FilterChip
        label={words.activity.state}
        value={isState(route.state) ? route.state : null}
        options={STATES.map((state) => ({
          value: state,
          label: words.states[state],
          icon: SHAPES[toneOf(state)],
        }))}
        onChange={(state) => narrow({ state })}
      />
      <FilterChip
        label={words.activity.automation}
        value={route.automation}
        options={automations.map(({ automation }) => ({
          value: automation.id,
          label: automation.settings.name,
        }))}
        onChange={(automation) => narrow({ automation })}
      />
      <FilterChip
        label={words.activity.destination}
        value={route.destination}
        options={destinations.map(({ destination }) => ({
          value: destination.id,
          label: destination.settings.name,
        }))}
        onChange={(destination) => narrow({ destination })}
      />
      {filtered && (
        <Button
          size="xs"
          variant="link"
          onClick={() => narrow({ state: null, automation: null, destination: null })}
        >
          {words.activity.clear}
        </Button>
      )}
    </PageBar>
  );
}
