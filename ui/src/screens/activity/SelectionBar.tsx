import { ActionIcon, Button } from "@mantine/core";
import type { DeliveryAct } from "../../bindings/DeliveryAct";
import type { DeliveryFilter } from "../../bindings/DeliveryFilter";
import { ConfirmDialog } from "../../components/shared/ConfirmDialog";
import { Icon } from "../../components/shared/Icon";
import type { IconName } from "../../components/shared/icon-shapes";
import { PageBar } from "../../components/shared/PageTop";
import { words } from "../../model/en";
import type { Log } from "../../model/log";
import { useDeed } from "../../state/deed";
import type { Marked } from "../../state/marks";
import css from "./Activity.module.css";
import { ExportMenu } from "./ExportMenu";

const ACTS: [act: DeliveryAct, icon: IconName][] = [
  ["send_again", "again"],
  ["send_anew", "send"],
  ["retry_now", "play"],
  ["stop", "stop"],
];

interface SelectionBarProps {
  marks: Marked;
  log: Log;
  filter: DeliveryFilter;
}

/** What can be done with the marked deliveries. It stands where the filters stood. */
export function SelectionBar({ marks, log, filter }: SelectionBarProps) {
  const chosen = marks.chosen(filter);
  const { ask, asked, confirm, cancel, busy } = useDeed(chosen, marks.clear);
  const many = marks.everything ? log.total : marks.count;
  const more = marks.everything && log.more;
  return (
    <PageBar label={words.activity.selection}>
      <ActionIcon size="xs" aria-label={words.activity.endSelection} onClick={marks.clear}>
        <Icon name="x" />
      </ActionIcon>
      <span className={css.count} role="status">
        {words.activity.marked(many, more)}
      </span>
      {!marks.everything && log.total > marks.count && (
        <Button size="xs" variant="link" onClick={marks.markEverything}>
          {words.activity.chooseAll(log.total, log.more)}
        </Button>
      )}
      <div className={`${css.chips} ${css.deeds}`}>
        {ACTS.map(([act, icon]) => (
          <Button
            key={act}
            size="xs"
            disabled={busy}
            leftSection={<Icon name={icon} size={14} />}
            onClick={() => ask(act)}
          >
            {words.activity.acts[act]}
          </Button>
        ))}
        <ExportMenu small chosen={chosen} label={words.activity.exportMarked} />
      </div>
      {asked && (
        <ConfirmDialog
          opened
          title={words.activity.confirmTitle(asked.act, asked.count, asked.more)}
          confirm={words.activity.acts[asked.act]}
          busy={busy}
          onConfirm={confirm}
          onClose={cancel}
        >
          {words.activity.confirmWords[asked.act]}
        </ConfirmDialog>
      )}
    </PageBar>
  );
}
