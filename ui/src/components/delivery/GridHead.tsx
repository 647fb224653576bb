import { Checkbox } from "@mantine/core";
import { words } from "../../model/en";
import type { Marks } from "./DeliveryGrid";
import css from "./DeliveryGrid.module.css";

interface GridHeadProps {
  marks: Marks;
}

/** The names of the columns. */
export function GridHead({ marks }: GridHeadProps) {
  const { when, state, automation, what, destination, attempts, took, code } = words.activity;
  return (
    <div role="rowgroup" className={css.heads}>
      <div role="row" aria-rowindex={1} className={css.head}>
        <span role="columnheader" className={`${css.mark} ${marks.state === "none" ? "" : css.on}`}>
          <Checkbox
            aria-label={words.activity.markAll}
            checked={marks.state === "all"}
            indeterminate={marks.state === "some"}
            onChange={marks.toggleAll}
          />
        </span>
        <Column>{when}</Column>
        <Column>{state}</Column>
        <Column kind={css.names}>{automation}</Column>
        <Column>{what}</Column>
        <Column kind={css.names}>{destination}</Column>
        <Column kind={`${css.figure} ${css.figures}`}>{attempts}</Column>
        <Column kind={`${css.figure} ${css.figures}`}>{took}</Column>
        <Column kind={css.figure}>{code}</Column>
      </div>
    </div>
  );
}

function Column({ children, kind = "" }: { children: string; kind?: string }) {
  return (
    <span role="columnheader" className={`${css.cell} ${kind}`}>
      {children}
    </span>
  );
}
