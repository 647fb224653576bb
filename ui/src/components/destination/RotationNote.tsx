import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import type { Destination } from "../../bindings/Destination";
import { words } from "../../model/en";
import { dayWords } from "../../model/rotation";
import { signsWithAll } from "../../model/signing-draft";
import { useNow } from "../../state/now";
import { useRotation } from "../../state/rotation";
import { ConfirmDialog } from "../shared/ConfirmDialog";
import { Note } from "../shared/Note";

/** Says until when the old secret works, and ends that sooner. */
export function RotationNote({ destination }: { destination: Destination }) {
  const { rotation } = destination.secrets;
  const { end, busy } = useRotation(destination);
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const now = useNow();
  if (!rotation) return null;
  const { since, until, old_hint } = rotation;
  const both = signsWithAll(destination.settings.signing.type);
  const sentence = both ? words.access.rotating : words.access.rotatingOne;
  return (
    <Note
      icon="again"
      action={
        <Button ref={button} size="xs" onClick={() => setAsking(true)}>
          {words.access.endNow}
        </Button>
      }
    >
      {sentence(dayWords(since, now), old_hint, dayWords(until, now))}
      <ConfirmDialog
        opened={asking}
        title={words.access.endTitle(old_hint)}
        confirm={words.access.endVerb}
        onConfirm={async () => {
          await end();
          setAsking(false);
        }}
        onClose={() => setAsking(false)}
        busy={busy}
        returnTo={button}
        danger
      >
        {words.access.endWords}
      </ConfirmDialog>
    </Note>
  );
}
