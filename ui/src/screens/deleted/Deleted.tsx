import { Button } from "@mantine/core";
import { EmptyState } from "../../components/shared/EmptyState";
import { Icon } from "../../components/shared/Icon";
import { PageTop } from "../../components/shared/PageTop";
import { Reading } from "../../components/shared/Reading";
import { words } from "../../model/en";
import { ago } from "../../model/time";
import { useCommand } from "../../state/command";
import { useNow } from "../../state/now";
import { useDeleted } from "../../state/queries";
import { go } from "../../state/route";
import { say } from "../../state/toast";
import css from "./Deleted.module.css";

const DAY_MS = 86_400_000;

/** What was deleted in the last 30 days, to be had back. */
export function Deleted() {
  const deleted = useDeleted();
  const { automations = [], destinations = [] } = deleted.data ?? {};
  const { run, busy } = useCommand();

  const restoreAutomation = async (id: string) => {
    const row = await run({ type: "restore_automation", id });
    if (!row) return;
    const { name, enabled } = row.automation.settings;
    const wasOn = automations.find((one) => one.id === id)?.settings.enabled;
    const stopped = wasOn && !enabled;
    say(stopped ? words.undo.restoredOff(name) : words.undo.restored(name), "undo");
  };
  const restoreDestination = async (id: string) => {
    const row = await run({ type: "restore_destination", id });
    if (row) say(words.undo.restored(row.destination.settings.name), "undo");
  };

  return (
    <>
      <PageTop
        title={words.undo.deletedTitle}
        back={{ label: words.builder.back, go: () => go({ screen: "automations" }) }}
      />
      <Reading query={deleted}>
        {automations.length + destinations.length === 0 ? (
          <EmptyState title={words.undo.deletedEmpty}>{words.undo.deletedEmptyWords}</EmptyState>
        ) : (
          <div className={css.page}>
            <p className={css.words}>{words.undo.deletedWords}</p>
            <Section
              title={words.undo.automations}
              rows={automations.map((one) => ({ ...one, icon: one.settings.trigger.type }))}
              busy={busy}
              onRestore={restoreAutomation}
            />
            <Section
              title={words.undo.destinations}
              rows={destinations.map((one) => ({ ...one, icon: "destination" as const }))}
              busy={busy}
              onRestore={restoreDestination}
            />
          </div>
        )}
      </Reading>
    </>
  );
}

interface Row {
  id: string;
  settings: { name: string };
  deleted_at: string;
  kept_until: string;
  icon: "file" | "schedule" | "inbound" | "manual" | "destination";
}

interface SectionProps {
  title: string;
  rows: Row[];
  busy: boolean;
  onRestore: (id: string) => void;
}

function Section({ title, rows, busy, onRestore }: SectionProps) {
  const now = useNow();
  if (rows.length === 0) return null;
  return (
    <section className={css.section}>
      <h2>{title}</h2>
      <ul className={css.rows}>
        {rows.map(({ id, settings, deleted_at, kept_until, icon }) => (
          <li key={id} className={css.row}>
            <Icon name={icon} />
            <span className={css.name} title={settings.name}>
              {settings.name}
            </span>
            <span className={css.when}>{words.undo.deletedAgo(ago(deleted_at, now))}</span>
            <span className={`${css.when} ${css.kept}`}>
              {words.undo.keptFor(Math.floor((Date.parse(kept_until) - now) / DAY_MS))}
            </span>
            <Button
              size="xs"
              disabled={busy}
              aria-label={words.undo.restoreOf(settings.name)}
              onClick={() => onRestore(id)}
            >
              {words.undo.restore}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
