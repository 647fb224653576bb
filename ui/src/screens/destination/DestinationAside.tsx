import type { DestinationRow } from "../../bindings/DestinationRow";
import type { Signing } from "../../bindings/Signing";
import { Note } from "../../components/shared/Note";
import { words } from "../../model/en";
import { useStatus } from "../../state/queries";
import css from "./DestinationScreen.module.css";
import { HealthCard } from "./HealthCard";
import { RecentCard } from "./RecentCard";
import { SnippetCard } from "./SnippetCard";

interface DestinationAsideProps {
  row: DestinationRow | null;
  /** As the form has it, so that the code follows what is chosen. */
  signing: Signing;
}

/** How a destination is doing, how its receiver checks signatures, where its secret lies. */
export function DestinationAside({ row, signing }: DestinationAsideProps) {
  const secrets = useStatus().data?.secrets;
  return (
    <div className={css.stack}>
      {row && <HealthCard row={row} />}
      {row && <RecentCard row={row} />}
      <SnippetCard signing={signing} />
      {secrets?.type === "key_store" && <Note icon="key">{words.destinations.secretKept}</Note>}
      {secrets?.type === "encrypted_file" && (
        <Note icon="key" tone="waiting">
          {words.destinations.secretFile}
        </Note>
      )}
    </div>
  );
}
