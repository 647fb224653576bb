import { Button, Tooltip } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useHotkeys } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { DestinationRow } from "../../bindings/DestinationRow";
import { TestResult } from "../../components/automation/TestResult";
import { DestinationForm } from "../../components/destination/DestinationForm";
import { DestinationMark } from "../../components/destination/DestinationMark";
import { DestinationMenu } from "../../components/destination/DestinationMenu";
import { Card } from "../../components/shared/Card";
import { Icon } from "../../components/shared/Icon";
import { Keys } from "../../components/shared/Keys";
import { LeaveGuard } from "../../components/shared/LeaveGuard";
import { Note } from "../../components/shared/Note";
import { PageTop } from "../../components/shared/PageTop";
import { ProblemSummary } from "../../components/shared/ProblemSummary";
import {
  type DestinationDraft,
  destinationDraft,
  destinationField,
  newDestination,
} from "../../model/destination-draft";
import { words } from "../../model/en";
import type { DestinationPart } from "../../model/route";
import { signingOf } from "../../model/signing-draft";
import { usePauseDestination } from "../../state/pause-destination";
import { bringTo, controlOf, useProblems } from "../../state/problems";
import { go } from "../../state/route";
import { useSaveDestination } from "../../state/save-destination";
import { useTestDestination } from "../../state/test-destination";
import { say } from "../../state/toast";
import { DestinationAside } from "./DestinationAside";
import css from "./DestinationScreen.module.css";
import { StandingNote } from "./StandingNote";
import { UsedBy } from "./UsedBy";

interface DestinationEditorProps {
  row: DestinationRow | null;
  /** The part of the form that the keyboard is brought to. */
  at: DestinationPart | null;
}

/** The fields with which each part may begin. */
const FIELDS: Record<DestinationPart, string[]> = {
  secret: ["secret", "signing"],
  access: ["authentication.type"],
  certificate: ["transport.trusted"],
};

/** The form of a destination with its head. */
export function DestinationEditor({ row, at }: DestinationEditorProps) {
  const [initial, setInitial] = useState<DestinationDraft>(() =>
    row ? destinationDraft(row.destination) : newDestination(),
  );
  const form = useForm<DestinationDraft>({ initialValues: initial });
  const problems = useProblems(form, (field) => destinationField(field, form.getValues().added));
  const { save, busy } = useSaveDestination(problems);
  const dirty = JSON.stringify(form.values) !== JSON.stringify(initial);
  const fixed = row?.destination.built_in ?? false;
  const test = useTestDestination();

  const keep = async () => {
    const saved = await save(row?.destination.id ?? null, form.getValues());
    if (!saved) return false;
    const draft = destinationDraft(saved.destination);
    setInitial(draft);
    form.setValues(draft);
    say(words.destinations.saved(saved.destination.settings.name));
    return saved;
  };
  const saveAndStay = async () => {
    const saved = await keep();
    if (saved && !row) go({ screen: "destination", id: saved.destination.id }, "replace");
  };
  useHotkeys([["mod+S", () => void saveAndStay()]], []);
  useEffect(() => {
    if (at) bringTo(FIELDS[at].map(controlOf).find(Boolean));
  }, [at]);

  return (
    <>
      <PageTop
        title={row ? row.destination.settings.name : words.destinations.new}
        back={{ label: words.destinations.back, go: () => go({ screen: "destinations" }) }}
        beside={row && <DestinationMark row={row} boxed />}
        tools={
          <>
            {row && <PauseButton row={row} />}
            {row && (
              <Tooltip label={words.receiver.saveFirst} disabled={!dirty}>
                <Button
                  leftSection={<Icon name="send" />}
                  loading={test.busy}
                  aria-disabled={dirty}
                  data-disabled={dirty || undefined}
                  onClick={() => !dirty && test.send(row.destination)}
                >
                  {words.receiver.test}
                </Button>
              </Tooltip>
            )}
            {row && !fixed && (
              <DestinationMenu
                row={row}
                size="sm"
                onDeleted={() => go({ screen: "destinations" }, "replace")}
              />
            )}
            <Button variant="filled" loading={busy} onClick={saveAndStay}>
              {words.common.save}
              <Keys of="save" />
            </Button>
          </>
        }
      />
      <div className={css.body}>
        <div className={css.columns}>
          <div className={css.stack}>
            {row && <StandingNote row={row} />}
            {fixed && <Note>{words.destinations.builtInWords}</Note>}
            <ProblemSummary problems={problems.problems} />
            {test.delivery && (
              <Card title={words.receiver.testCard}>
                <div className={css.test}>
                  <TestResult id={test.delivery} />
                </div>
              </Card>
            )}
            <DestinationForm
              form={form}
              destination={row?.destination ?? null}
              usedBy={row && <UsedBy row={row} />}
              fixed={fixed}
              more={at === "access" || at === "certificate"}
            />
          </div>
          <DestinationAside row={row} signing={signingOf(form.values)} />
        </div>
      </div>
      <LeaveGuard
        dirty={dirty}
        message={words.destinations.leaveWords}
        onSave={async () => Boolean(await keep())}
      />
    </>
  );
}

function PauseButton({ row }: { row: DestinationRow }) {
  const { toggle, busy, paused } = usePauseDestination(row);
  return (
    <Button loading={busy} leftSection={<Icon name={paused ? "play" : "pause"} />} onClick={toggle}>
      {paused ? words.destinations.resume : words.destinations.pause}
    </Button>
  );
}
