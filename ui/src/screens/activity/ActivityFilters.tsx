import { Button } from "@mantine/core";
import type { Ref } from "react";
import { ChoiceChip } from "../../components/shared/ChoiceChip";
import { FilterChip } from "../../components/shared/FilterChip";
import { PageBar } from "../../components/shared/PageTop";
import { StateMark } from "../../components/shared/StateMark";
import { filterOf, isNarrow, isSpan, SPANS, type Span } from "../../model/delivery-filter";
import { words } from "../../model/en";
import { toneOf } from "../../model/last-result";
import { type ActivityFilter, type Route, wholeLog } from "../../model/route";
import { STATES } from "../../model/states";
import { useAutomations, useDestinations } from "../../state/queries";
import { go } from "../../state/route";
import css from "./Activity.module.css";
import { RangeChip } from "./RangeChip";
import { SavedFilters } from "./SavedFilters";
import { SaveFilter } from "./SaveFilter";
import { SearchField } from "./SearchField";

interface ActivityFiltersProps {
  route: Route & { screen: "activity" };
  search: Ref<HTMLInputElement>;
  /** How many deliveries the search does not know yet. */
  unread: number;
}

/** What of the log is shown. The choice lives in the address. */
export function ActivityFilters({ route, search, unread }: ActivityFiltersProps) {
  const automations = useAutomations().data ?? [];
  const destinations = useDestinations().data ?? [];
  const narrow = (part: Partial<ActivityFilter>) => go({ ...route, ...part }, "replace");
  const filter = filterOf(route);

  return (
    <>
      <PageBar label={words.activity.filters}>
        <div className={css.chips}>
          <SearchField
            field={search}
            value={route.words ?? ""}
            onSearch={(typed) => narrow({ words: typed || null })}
          />
          <FilterChip
            label={words.activity.time}
            value={isSpan(route.time) ? route.time : null}
            options={(Object.keys(SPANS) as Span[]).map((span) => ({
              value: span,
              label: words.activity.times[span],
            }))}
            onChange={(time) => narrow({ time, since: null, until: null })}
          />
          <RangeChip
            since={filter.since}
            until={filter.until}
            onClear={() => narrow({ since: null, until: null })}
          />
          <ChoiceChip
            label={words.activity.state}
            several={words.activity.states}
            values={filter.states}
            options={STATES.map((state) => ({
              value: state,
              label: words.states[state],
              mark: <StateMark tone={toneOf(state)}>{words.states[state]}</StateMark>,
            }))}
            onChange={(states) => narrow({ state: states.join(",") || null })}
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
          <FilterChip
            label={words.activity.tests}
            value={route.tests}
            options={[
              { value: "hidden", label: words.activity.testsHidden },
              { value: "only", label: words.activity.testsOnly },
            ]}
            onChange={(tests) => narrow({ tests })}
          />
          <SavedFilters route={route} />
          {isNarrow(route) && (
            <Button className={css.clear} size="xs" variant="link" onClick={() => narrow(wholeLog)}>
              {words.activity.clear}
            </Button>
          )}
        </div>
        {isNarrow(route) && <SaveFilter filter={filter} />}
      </PageBar>
      {route.words && unread > 0 && (
        <p className={css.note} role="status">
          {words.activity.unread(unread)}
        </p>
      )}
    </>
  );
}
