import { memo, useState } from "react";
import type { DeliveryRow } from "../../bindings/DeliveryRow";
import { words } from "../../model/en";
import { toneOf } from "../../model/last-result";
import { duration, until } from "../../model/time";
import { visibleStart } from "../../model/visible";
import { useNow } from "../../state/now";
import { Ago } from "../shared/Ago";
import { Icon } from "../shared/Icon";
import type { IconName } from "../shared/icon-shapes";
import { MiddleCut } from "../shared/MiddleCut";
import { RowBox } from "../shared/RowBox";
import { StateMark } from "../shared/StateMark";
import css from "./DeliveryGrid.module.css";
import { TestMark } from "./TestMark";

const FRESH_MS = 2000;

/** The element of a delivery's row. */
export function rowId(delivery: string): string {
  return `row-${delivery}`;
}

interface GridRowProps {
  row: DeliveryRow;
  index: number;
  offset: number;
  chosen: boolean;
  marked: boolean;
  onChoose: (id: string) => void;
  onMark: (id: string) => void;
}

/** One delivery as one line. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, index, offset, chosen, marked, onChoose, onMark } = props;
  const [fresh] = useState(() => Date.now() - Date.parse(row.created_at) < FRESH_MS);
  const looks = [css.row, fresh && css.fresh, marked && css.marked].filter(Boolean).join(" ");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard is taken by the group of rows
    <div
      role="row"
      id={rowId(row.id)}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={looks}
      style={{ transform: `translateY(${offset}px)` }}
      onClick={() => onChoose(row.id)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: only keeps a click on the box from the row */}
      <div
        role="gridcell"
        className={`${css.mark} ${marked ? css.on : ""}`}
        onClick={(event) => event.stopPropagation()}
      >
        <RowBox
          name={words.activity.mark(visibleStart(row.summary))}
          checked={marked}
          onChange={() => onMark(row.id)}
        />
      </div>
      <Cell kind={css.when}>
        <Ago at={row.created_at} />
      </Cell>
      <Cell kind={css.state}>
        <StateMark tone={toneOf(row.state.state)}>{words.states[row.state.state]}</StateMark>
      </Cell>
      <Name>{visibleStart(row.automation_name)}</Name>
      <Cell kind={css.what}>
        {row.test && <TestMark />}
        <MiddleCut>{row.summary}</MiddleCut>
        {row.resent && <Mark icon="again">{words.activity.resentMark}</Mark>}
        {row.copy_of && <Mark icon="send">{words.activity.copyMark}</Mark>}
        {row.behind && <span className={css.next}>{words.activity.behind}</span>}
        {row.state.state === "pending" && row.attempts > 0 && !row.behind && (
          <NextTry at={row.state.due_at} />
        )}
      </Cell>
      <Name>{visibleStart(row.destination_name)}</Name>
      <Cell kind={`${css.figure} ${css.figures} ${css.quiet}`}>{row.attempts}</Cell>
      <Cell kind={`${css.figure} ${css.figures} ${css.quiet}`}>
        {row.took_ms === null ? words.common.none : duration(row.took_ms)}
      </Cell>
      <Cell kind={`${css.figure} ${css.code} ${isBad(row) ? css.bad : css.quiet}`}>
        {row.last_status ?? words.common.none}
      </Cell>
    </div>
  );
});

/** A place in the list whose delivery has not been read yet. */
export function RowToCome({ index, offset }: { index: number; offset: number }) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={css.row}
      style={{ transform: `translateY(${offset}px)` }}
    >
      <div role="gridcell" className={css.toCome}>
        <span className="hl-heard">{words.activity.reading}</span>
      </div>
    </div>
  );
}

/** What counts as success is not red, whatever it is; what failed is. */
function isBad({ state, last_status }: DeliveryRow): boolean {
  if (last_status === null || state.state === "succeeded") return false;
  return state.state === "failed" || last_status >= 300;
}

/** When it is tried next, counted down. */
function NextTry({ at }: { at: string }) {
  const now = useNow();
  const due = Date.parse(at) <= now;
  return (
    <span className={css.next}>
      {due ? words.activity.nextTryNow : words.activity.nextTry(until(at, now))}
    </span>
  );
}

function Mark({ icon, children }: { icon: IconName; children: string }) {
  return (
    <span title={children} className={css.sign}>
      <Icon name={icon} size={12} />
      <span className="hl-heard">{children}</span>
    </span>
  );
}

/** A name; whole in a tip where it is cut. */
function Name({ children }: { children: string }) {
  return (
    <div role="gridcell" className={`${css.cell} ${css.soft} ${css.names}`} title={children}>
      {children}
    </div>
  );
}

interface CellProps {
  children: React.ReactNode;
  kind?: string;
}

function Cell({ children, kind = "" }: CellProps) {
  return (
    <div role="gridcell" className={`${css.cell} ${kind}`}>
      {children}
    </div>
  );
}
