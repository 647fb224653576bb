import { Note } from "../../components/shared/Note";
import { PageTop } from "../../components/shared/PageTop";
import { Reading } from "../../components/shared/Reading";
import { words } from "../../model/en";
import type { DestinationPart } from "../../model/route";
import { useDestinations } from "../../state/queries";
import { go } from "../../state/route";
import { DestinationEditor } from "./DestinationEditor";
import css from "./DestinationScreen.module.css";

interface DestinationScreenProps {
  /** Nothing for a new one. */
  id: string | null;
  /** The part of the form that the keyboard is brought to. */
  at: DestinationPart | null;
}

/** One destination, new or already there. */
export function DestinationScreen({ id, at }: DestinationScreenProps) {
  const destinations = useDestinations();
  const row = destinations.data?.find((one) => one.destination.id === id);
  if (id === null) return <DestinationEditor row={null} at={at} />;
  return (
    <Reading query={destinations}>
      {row ? <DestinationEditor row={row} at={at} /> : <Gone />}
    </Reading>
  );
}

function Gone() {
  const back = {
    label: words.destinations.back,
    go: () => go({ screen: "destinations" }),
  };
  return (
    <>
      <PageTop title={words.destinations.title} back={back} />
      <div className={css.body}>
        <Note icon="warn">{words.destinations.gone}</Note>
      </div>
    </>
  );
}
