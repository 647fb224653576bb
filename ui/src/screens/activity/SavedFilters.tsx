import { ActionIcon } from "@mantine/core";
import { Icon } from "../../components/shared/Icon";
import { addressOf, filterOf } from "../../model/delivery-filter";
import { words } from "../../model/en";
import { type Route, wholeActivity } from "../../model/route";
import { go } from "../../state/route";
import { useSavedFilters } from "../../state/saved-filters";
import css from "./Activity.module.css";

interface SavedFiltersProps {
  route: Route & { screen: "activity" };
}

/** The filters that were kept under a name; the present one is marked. */
export function SavedFilters({ route }: SavedFiltersProps) {
  const { filters, forget } = useSavedFilters();
  const present = JSON.stringify(filterOf(route));
  return filters.map(({ name, filter }) => {
    const on = JSON.stringify(filter) === present;
    const show = () => go({ ...wholeActivity, ...addressOf(filter, Date.now()) }, "replace");
    return (
      <span key={name} className={css.saved} data-on={on}>
        <button
          type="button"
          aria-label={words.activity.savedFilter(name)}
          aria-pressed={on}
          onClick={show}
        >
          {name}
        </button>
        <ActionIcon
          size="xs"
          aria-label={words.activity.forgetFilter(name)}
          onClick={() => forget(name)}
        >
          <Icon name="x" size={12} />
        </ActionIcon>
      </span>
    );
  });
}
