import { Button } from "@mantine/core";
import { useState } from "react";
import type { AutomationRow } from "../../bindings/AutomationRow";
import type { DestinationRow } from "../../bindings/DestinationRow";
import { Note } from "../../components/shared/Note";
import { PageTop } from "../../components/shared/PageTop";
import { Reading } from "../../components/shared/Reading";
import { type AutomationDraft, automationDraft, newAutomation } from "../../model/automation-draft";
import { words } from "../../model/en";
import { newSend } from "../../model/send-draft";
import { moment } from "../../model/time";
import { type Kept, keptDraft } from "../../state/draft";
import { useAutomations, useDestinations } from "../../state/queries";
import { go } from "../../state/route";
import { AutomationEditor } from "./AutomationEditor";
import css from "./AutomationScreen.module.css";

interface AutomationScreenProps {
  /** Nothing for a new one. */
  id: string | null;
  /** The one that a new one begins as a copy of. */
  copyOf: string | null;
  /** The delivery whose event it is tried on. */
  event: string | null;
  /** A destination that it is to send to: a new one to this alone, another one also to this. */
  to: string | null;
}

/** One automation, new or already there. */
export function AutomationScreen({ id, copyOf, event, to }: AutomationScreenProps) {
  const automations = useAutomations();
  const destinations = useDestinations();
  const data = automations.data && destinations.data;
  const error = automations.error ?? destinations.error;
  const refetch = () => Promise.all([automations.refetch(), destinations.refetch()]);
  return (
    <Reading query={{ data, error, refetch }}>
      <Found
        id={id}
        copyOf={copyOf}
        event={event}
        to={to}
        automations={automations.data ?? []}
        destinations={destinations.data ?? []}
      />
    </Reading>
  );
}

interface FoundProps extends AutomationScreenProps {
  automations: AutomationRow[];
  destinations: DestinationRow[];
}

function Found({ id, copyOf, event, to, automations, destinations }: FoundProps) {
  const wanted = id ?? copyOf;
  const row = automations.find((one) => one.automation.id === wanted);
  const draftName = id ?? (copyOf ? `copy-${copyOf}` : "new");
  const [begun] = useState(() => {
    const saved = draftOf(row, id === null, destinations);
    return { saved, kept: keptDraft(draftName, saved) };
  });
  if (wanted && !row) return <Gone />;
  const { saved, kept } = begun;
  const known = destinations.some((one) => one.destination.id === to) ? to : null;
  return (
    <AutomationEditor
      id={id}
      draftName={draftName}
      initial={{ saved, draft: connected(kept?.draft ?? saved, known, id === null) }}
      note={(discard) => kept && <DraftNote kept={kept} saved={saved} onDiscard={discard} />}
      status={id && row ? row.trigger : null}
      event={event}
    />
  );
}

/** The draft that sends to a destination: a new one to it alone, another one to it as well. */
function connected(draft: AutomationDraft, to: string | null, isNew: boolean): AutomationDraft {
  if (!to || draft.sends.some((send) => send.destination === to)) return draft;
  return { ...draft, sends: isNew ? [newSend(to)] : [...draft.sends, newSend(to)] };
}

interface DraftNoteProps {
  kept: Kept<AutomationDraft>;
  saved: AutomationDraft;
  onDiscard: () => void;
}

/** Says that a draft is back, as long as nobody has read it. */
function DraftNote({ kept, saved, onDiscard }: DraftNoteProps) {
  const [read, setRead] = useState(false);
  if (read) return null;
  const at = moment(kept.at, Date.now());
  const older = kept.base !== JSON.stringify(saved);
  const discard = (
    <Button
      size="xs"
      onClick={() => {
        onDiscard();
        setRead(true);
      }}
    >
      {words.builder.draftDiscard}
    </Button>
  );
  return (
    <Note role="status" action={discard}>
      {older ? words.builder.draftOlder(at) : words.builder.draftRestored(at)}
    </Note>
  );
}

function draftOf(
  row: AutomationRow | undefined,
  isNew: boolean,
  destinations: DestinationRow[],
): AutomationDraft {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!row) {
    const inbox = destinations.find((one) => one.destination.built_in);
    return newAutomation(inbox?.destination.id ?? null, zone);
  }
  const draft = automationDraft(row.automation.settings, zone);
  return isNew ? { ...draft, name: words.automations.copyName(draft.name) } : draft;
}

function Gone() {
  const back = { label: words.builder.back, go: () => go({ screen: "automations" }) };
  return (
    <>
      <PageTop title={words.automations.title} back={back} />
      <div className={css.left}>
        <Note icon="warn">{words.builder.gone}</Note>
      </div>
    </>
  );
}
