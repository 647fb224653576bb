import { Button, Menu } from "@mantine/core";
import { FilterChip } from "../../components/shared/FilterChip";
import { Icon } from "../../components/shared/Icon";
import { PageBar } from "../../components/shared/PageTop";
import { SearchField } from "../../components/shared/SearchField";
import { ToggleChip } from "../../components/shared/ToggleChip";
import { type Show, SORTS, type Sort } from "../../model/automation-list";
import { words } from "../../model/en";
import type { AutomationsView } from "../../model/route";
import type { TriggerKind } from "../../model/sample-event";
import css from "./Automations.module.css";

interface AutomationFiltersProps {
  view: AutomationsView;
  /** How many have problems. */
  problems: number;
  onChange: (change: AutomationsView) => void;
}

const KINDS = Object.keys(words.kinds) as TriggerKind[];

/** Search, filters and order of the automations; all of it stands in the address. */
export function AutomationFilters({ view, problems, onChange }: AutomationFiltersProps) {
  const chips: { show: Show | null; label: string; icon?: "warn" }[] = [
    { show: null, label: words.automations.all },
    { show: "on", label: words.automations.showOn },
    { show: "off", label: words.automations.showOff },
    { show: "problems", label: words.automations.showProblems(problems), icon: "warn" },
  ];
  return (
    <PageBar label={words.automations.filters}>
      <SearchField
        label={words.automations.search}
        value={view.search ?? ""}
        onChange={(search) => onChange({ search: search || null })}
      />
      {chips.map(({ show, label, icon }) => (
        <ToggleChip
          key={show}
          on={(view.show ?? null) === show}
          icon={icon}
          onClick={() => onChange({ show })}
        >
          {label}
        </ToggleChip>
      ))}
      <FilterChip
        label={words.automations.type}
        value={KINDS.find((kind) => kind === view.kind) ?? null}
        options={KINDS.map((value) => ({ value, label: words.kinds[value], icon: value }))}
        onChange={(kind) => onChange({ kind })}
      />
      <Order view={view} onChange={onChange} />
    </PageBar>
  );
}

function Order({ view, onChange }: Pick<AutomationFiltersProps, "view" | "onChange">) {
  const sort = SORTS.find((one) => one === view.sort) ?? "name";
  const pick = (one: Sort) => onChange({ sort: one === "name" ? null : one });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          className={css.order}
          size="xs"
          variant="quiet"
          aria-label={words.automations.sortBy(words.automations.sorts[sort])}
          leftSection={<Icon name="sort" size={14} />}
        >
          <span className={css.orderName}>{words.automations.sorts[sort]}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SORTS.map((one) => (
          <Menu.Item
            key={one}
            data-autofocus={one === sort || undefined}
            rightSection={one === sort && <Icon name="check" size={14} />}
            onClick={() => pick(one)}
          >
            {words.automations.sorts[one]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
