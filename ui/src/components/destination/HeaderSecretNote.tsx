import { Button } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { Destination } from "../../bindings/Destination";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { hidden, readableSecret } from "../../model/readable-secret";
import { Wide } from "../shared/FormGrid";
import { Note } from "../shared/Note";

interface HeaderSecretNoteProps {
  form: UseFormReturnType<DestinationDraft>;
  destination: Destination | null;
}

/** Points out a header whose value should be a secret, and makes it one. */
export function HeaderSecretNote({ form, destination }: HeaderSecretNoteProps) {
  const { headers, added } = form.values;
  const at = readableSecret(headers);
  if (at === null) return null;
  const make = () => {
    const kept = destination?.secrets.named ?? [];
    const taken = [...kept, ...added].map(({ name }) => name);
    const made = hidden(headers, at, taken);
    form.setValues({ headers: made.headers, added: [...added, made.secret] });
  };
  return (
    <Wide>
      <Note
        tone="waiting"
        icon="key"
        action={
          <Button size="xs" onClick={make}>
            {words.access.makeSecret}
          </Button>
        }
      >
        {words.access.readable(headers[at]?.name ?? "")}
      </Note>
    </Wide>
  );
}
