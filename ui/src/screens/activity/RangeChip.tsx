import { ActionIcon } from "@mantine/core";
import { Icon } from "../../components/shared/Icon";
import { words } from "../../model/en";
import { moment } from "../../model/time";
import css from "./Activity.module.css";

interface RangeChipProps {
  since: string | null;
  until: string | null;
  onClear: () => void;
}

/** A time range that came with the address, as from a chart. */
export function RangeChip({ since, until, onClear }: RangeChipProps) {
  if (!since && !until) return null;
  const label = told(since, until);
  return (
    <span className={css.saved} data-on="true">
      {label}
      <ActionIcon size="xs" aria-label={`${words.activity.clear}: ${label}`} onClick={onClear}>
        <Icon name="x" size={12} />
      </ActionIcon>
    </span>
  );
}

function told(since: string | null, until: string | null): string {
  const now = Date.now();
  if (since && until) return words.activity.between(moment(since, now), moment(until, now));
  if (since) return words.activity.from(moment(since, now));
  return until ? words.activity.before(moment(until, now)) : "";
}
