import { ActionIcon, Button } from "@mantine/core";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import { words } from "../../model/en";
import { toneOf } from "../../model/last-result";
import { useCommand } from "../../state/command";
import { useDelivery } from "../../state/queries";
import { say } from "../../state/toast";
import { ErrorBoundary } from "../shared/ErrorBoundary";
import { Icon } from "../shared/Icon";
import { MiddleCut } from "../shared/MiddleCut";
import { Reading } from "../shared/Reading";
import { StateMark } from "../shared/StateMark";
import css from "./DeliveryPanel.module.css";
import { DeliveryTabs } from "./DeliveryTabs";
import { DeliveryTimeline } from "./DeliveryTimeline";

interface DeliveryPanelProps {
  id: string;
  onClose: () => void;
  onPrevious?: () => void;
  onNext?: () => void;
}

/** Everything about one delivery, beside the log. */
export function DeliveryPanel({ id, onClose, onPrevious, onNext }: DeliveryPanelProps) {
  const delivery = useDelivery(id);
  const ways = (
    <>
      <ActionIcon
        size="xs"
        aria-label={words.delivery.previous}
        disabled={!onPrevious}
        onClick={onPrevious}
      >
        <Icon name="up" />
      </ActionIcon>
      <ActionIcon size="xs" aria-label={words.delivery.next} disabled={!onNext} onClick={onNext}>
        <Icon name="down" />
      </ActionIcon>
      <ActionIcon size="xs" aria-label={words.delivery.close} onClick={onClose}>
        <Icon name="x" />
      </ActionIcon>
    </>
  );
  return (
    <aside className={css.panel} aria-label={words.delivery.panel}>
      <ErrorBoundary of={id}>
        {delivery.data ? (
          <Detail detail={delivery.data} ways={ways} />
        ) : (
          <>
            <div className={css.head}>
              <div className={css.line}>
                <span className={css.summary} />
                {ways}
              </div>
            </div>
            <Reading query={delivery}>{null}</Reading>
          </>
        )}
      </ErrorBoundary>
    </aside>
  );
}

function Detail({ detail, ways }: { detail: DeliveryDetail; ways: React.ReactNode }) {
  const { state } = detail.row.state;
  return (
    <>
      <div className={css.head}>
        <div className={css.line}>
          <StateMark tone={toneOf(state)} boxed>
            {words.states[state]}
          </StateMark>
          <MiddleCut className={css.summary}>{detail.row.summary}</MiddleCut>
          {ways}
        </div>
        <p className={css.sentence}>{detail.sentence}</p>
        <Actions detail={detail} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls takes the keyboard */}
      <section className={css.scroll} aria-label={words.delivery.timeline} tabIndex={0}>
        <div className={css.section}>
          <h2 className={css.title}>{words.delivery.timeline}</h2>
          <DeliveryTimeline detail={detail} />
        </div>
        <DeliveryTabs key={detail.row.id} detail={detail} />
      </section>
    </>
  );
}

function Actions({ detail }: { detail: DeliveryDetail }) {
  const { id, state } = detail.row;
  const { run, busy } = useCommand();
  const open = state.state === "pending" || state.state === "held";

  const resend = async () => {
    if (await run({ type: "resend_delivery", id })) say(words.delivery.sentAgain, "again");
  };
  const stop = async () => {
    if (await run({ type: "cancel_delivery", id })) say(words.delivery.stopped, "stop");
  };

  if (open) {
    return (
      <div className={css.actions}>
        <Button
          size="xs"
          loading={busy}
          leftSection={<Icon name="stop" size={14} />}
          onClick={stop}
        >
          {words.delivery.stop}
        </Button>
      </div>
    );
  }
  if (!detail.request) return null;
  return (
    <div className={css.actions}>
      <Button
        size="xs"
        variant="filled"
        loading={busy}
        leftSection={<Icon name="again" size={14} />}
        onClick={resend}
      >
        {words.delivery.sendAgain}
      </Button>
    </div>
  );
}
