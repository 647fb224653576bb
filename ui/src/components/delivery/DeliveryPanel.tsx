import { ActionIcon } from "@mantine/core";
import { type KeyboardEvent, type Ref, useImperativeHandle, useRef } from "react";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import { words } from "../../model/en";
import { toneOf } from "../../model/last-result";
import { clock } from "../../model/time";
import { visibleStart } from "../../model/visible";
import { useNow } from "../../state/now";
import { useDelivery } from "../../state/queries";
import { ErrorBoundary } from "../shared/ErrorBoundary";
import { Icon } from "../shared/Icon";
import { MiddleCut } from "../shared/MiddleCut";
import { Reading } from "../shared/Reading";
import { StateMark } from "../shared/StateMark";
import { DeliveryActions } from "./DeliveryActions";
import { DeliveryNotes } from "./DeliveryNotes";
import css from "./DeliveryPanel.module.css";
import { DeliveryTabs } from "./DeliveryTabs";
import { DeliveryTimeline } from "./DeliveryTimeline";

/** What the list can have the panel do. */
export interface PanelHandle {
  focus: () => void;
}

interface DeliveryPanelProps {
  id: string;
  handle?: Ref<PanelHandle>;
  onClose: () => void;
  onPrevious?: () => void;
  onNext?: () => void;
  /** Shows another delivery. */
  onChoose: (id: string) => void;
}

/** Everything about one delivery, beside the log. */
export function DeliveryPanel(props: DeliveryPanelProps) {
  const { id, handle, onClose, onPrevious, onNext, onChoose } = props;
  const delivery = useDelivery(id);
  const aside = useRef<HTMLElement>(null);
  useImperativeHandle(handle, () => ({
    focus: () => aside.current?.querySelector<HTMLElement>("section")?.focus(),
  }));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
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
    <aside
      ref={aside}
      className={css.panel}
      aria-label={words.delivery.panel}
      onKeyDown={onKeyDown}
    >
      <ErrorBoundary of={id}>
        {delivery.data ? (
          <Detail detail={delivery.data} ways={ways} onChoose={onChoose} />
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

interface DetailProps {
  detail: DeliveryDetail;
  ways: React.ReactNode;
  onChoose: (id: string) => void;
}

function Detail({ detail, ways, onChoose }: DetailProps) {
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
        <p className={css.sentence}>
          {visibleStart(detail.sentence)} <Next detail={detail} />
        </p>
        <DeliveryActions detail={detail} onChoose={onChoose} />
        <DeliveryNotes detail={detail} onChoose={onChoose} />
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

/** Until when one that was not tried yet waits, and until when that is of any use. */
function Waiting({ detail }: { detail: DeliveryDetail }) {
  const { waits, useless_at: end, row } = detail;
  if (row.state.state !== "pending" && row.state.state !== "held") return null;
  return (
    <>
      {waits && waits.for !== "earlier" && `${words.delivery.goesWhen(clock(waits.until))} `}
      {end && words.delivery.usefulUntil(clock(end))}
    </>
  );
}

/** When it is tried next, behind how it stands. */
function Next({ detail }: { detail: DeliveryDetail }) {
  const now = useNow();
  const { state, attempts } = detail.row;
  if (state.state !== "pending" || attempts === 0) return <Waiting detail={detail} />;
  const [number, allowed] = [attempts + 1, detail.attempts_allowed];
  if (Date.parse(state.due_at) <= now) return words.delivery.tryingNow(number, allowed);
  return words.delivery.tryingAgain(clock(state.due_at), number, allowed);
}
