import { Button } from "@mantine/core";
import { useState } from "react";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import { words } from "../../model/en";
import { MENDED_AT, type Mend, mendOf } from "../../model/mend";
import { routeHref } from "../../model/route";
import { useCommand } from "../../state/command";
import { useDestinations } from "../../state/queries";
import { say } from "../../state/toast";
import { ConfirmDialog } from "../shared/ConfirmDialog";
import type { IconName } from "../shared/icon-shapes";
import { Note } from "../shared/Note";
import { Rich } from "../shared/Rich";
import css from "./DeliveryPanel.module.css";

interface DeliveryNotesProps {
  detail: DeliveryDetail;
  /** Shows another delivery. */
  onChoose: (id: string) => void;
}

/** What else there is to say about a delivery, each with what to do about it. */
export function DeliveryNotes({ detail, onChoose }: DeliveryNotesProps) {
  const { copy_of } = detail.row;
  const mend = mendOf(detail);
  const { waits } = detail;
  const ahead = waits?.for === "earlier" ? waits.delivery : null;
  if (!copy_of && !detail.moved_to && !mend && !ahead) return null;
  return (
    <div className={css.notes}>
      {mend && <Mending mend={mend} destination={detail.row.destination} />}
      {detail.moved_to && <Moved detail={detail} to={detail.moved_to} />}
      {ahead && (
        <OtherDelivery
          icon="waiting"
          said={words.delivery.earlierOne}
          show={words.delivery.showEarlier}
          onShow={() => onChoose(ahead)}
        />
      )}
      {copy_of && (
        <OtherDelivery
          icon="send"
          said={words.delivery.copyOf}
          show={words.delivery.showOriginal}
          onShow={() => onChoose(copy_of)}
        />
      )}
    </div>
  );
}

interface OtherDeliveryProps {
  icon: IconName;
  said: string;
  show: string;
  onShow: () => void;
}

/** Another delivery that this one has to do with. */
function OtherDelivery({ icon, said, show, onShow }: OtherDeliveryProps) {
  return (
    <Note
      icon={icon}
      action={
        <Button size="xs" variant="link" onClick={onShow}>
          {show}
        </Button>
      }
    >
      {said}
    </Note>
  );
}

/** What of the destination may have to be changed, and the way there. */
function Mending({ mend, destination }: { mend: Mend; destination: string }) {
  const { said, button } = words.delivery.mends[mend];
  const to = { screen: "destination", id: destination, at: MENDED_AT[mend] } as const;
  return (
    <Note
      icon={mend === "certificate" ? "lock" : "key"}
      action={
        <Button size="xs" component="a" href={routeHref(to)}>
          {button}
        </Button>
      }
    >
      {said}
    </Note>
  );
}

/** The destination says that it moved: its address can be changed from here. */
function Moved({ detail, to }: { detail: DeliveryDetail; to: string }) {
  const [asking, setAsking] = useState(false);
  const { run, busy } = useCommand();
  const destinations = useDestinations().data ?? [];
  const { destination: id, destination_name: name } = detail.row;
  const settings = destinations.find((one) => one.destination.id === id)?.destination.settings;
  const change = async () => {
    if (!settings) return;
    const edited = { ...settings, address: to };
    const row = await run({
      type: "edit_destination",
      id,
      settings: edited,
      secret: null,
      secrets: {},
    });
    setAsking(false);
    if (row) say(words.delivery.movedDone(name));
  };
  return (
    <Note
      tone="waiting"
      icon="info"
      action={
        settings && (
          <Button size="xs" onClick={() => setAsking(true)}>
            {words.delivery.useMoved}
          </Button>
        )
      }
    >
      <Rich of={words.delivery.movedNote(to)} />
      {settings && (
        <ConfirmDialog
          opened={asking}
          title={words.delivery.movedTitle(name)}
          confirm={words.delivery.movedConfirm}
          busy={busy}
          onConfirm={change}
          onClose={() => setAsking(false)}
        >
          <Rich of={words.delivery.movedWords(settings.address, to)} />
        </ConfirmDialog>
      )}
    </Note>
  );
}
