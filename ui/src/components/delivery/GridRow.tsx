import { memo, useState } from "react";
import type { DeliveryRow } from "../../bindings/DeliveryRow";
import { words } from "../../model/en";
import { toneOf } from "../../model/last-result";
import { duration } from "../../model/time";
import { Ago } from "../shared/Ago";
import { Icon } from "../shared/Icon";
import { MiddleCut } from "../shared/MiddleCut";
import { StateMark } from "../shared/StateMark";
import css from "./DeliveryGrid.module.css";

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
  onChoose: (id: string) => void;
}

/** One delivery as one line. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, index, offset, chosen, onChoose } = props;
  const [fresh] = useState(() => Date.now() - Date.parse(row.created_at) < FRESH_MS);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard is taken by the group of rows
    <div
      role="row"
      id={rowId(row.id)}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={`${css.row} ${fresh ? css.fresh : ""}`}
      style={{ transform: `translateY(${offset}px)` }}
      onClick={() => onChoose(row.id)}
    >
      <Cell kind={css.when}>
        <Ago at={row.created_at} />
      </Cell>
      <Cell kind={css.state}>
        <StateMark tone={toneOf(row.state.state)}>{words.states[row.state.state]}</StateMark>
      </Cell>
      <Cell kind={`${css.soft} ${css.names}`}>{row.automation_name}</Cell>
      <Cell kind={css.what}>
        <MiddleCut>{row.summary}</MiddleCut>
        {row.resent && <Resent />}
      </Cell>
      <Cell kind={`${css.soft} ${css.names}`}>{row.destination_name}</Cell>
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

function isBad(row: DeliveryRow): boolean {
  return row.last_status !== null && row.last_status >= 300;
}

function Resent() {
  return (
    <span title={words.activity.resentMark}>
      <Icon name="again" size={12} />
      <span className="hl-heard">{words.activity.resentMark}</span>
    </span>
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
