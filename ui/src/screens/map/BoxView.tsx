import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { Icon } from "../../components/shared/Icon";
import { SHAPES } from "../../components/shared/StateMark";
import type { Box } from "../../model/map/graph";
import { type Route, routeHref } from "../../model/route";
import { useActive } from "./active";
import { BoxTools } from "./BoxTools";
import css from "./Map.module.css";
import type { BoxNode } from "./nodes";

/** Where a box leads. */
export function routeOf({ kind, id, automation }: Box): Route {
  return kind === "destination"
    ? { screen: "destination", id }
    : { screen: "automation", id: automation, copyOf: null };
}

/** A trigger, an automation or a destination. */
export const BoxView = memo(function BoxView({ data: { box } }: NodeProps<BoxNode>) {
  const active = useActive();
  const { kind, icon, tone } = box;
  const isActive = active.box === box.id;
  return (
    <div
      className={css.box}
      data-active={isActive || undefined}
      data-path={active.path.has(box.id) || undefined}
      onPointerEnter={() => active.point(box.id)}
      onPointerLeave={() => active.point(null)}
    >
      {kind !== "trigger" && <Handle type="target" position={Position.Left} className={css.knot} />}
      <a
        id={domId(box.id)}
        className={css.boxLink}
        href={routeHref(routeOf(box))}
        aria-label={box.label}
        tabIndex={active.current === box.id ? 0 : -1}
        draggable={false}
        onFocus={() => active.focused(box)}
      >
        {icon && <Icon name={icon} />}
        <span className={css.boxWords}>
          <span className={css.boxTitle} title={box.title}>
            {box.title}
          </span>
          <span className={css.boxNote} title={box.note}>
            {box.note}
          </span>
        </span>
        {tone && (
          <span className={css.boxMark} data-tone={tone}>
            <Icon name={SHAPES[tone]} />
          </span>
        )}
      </a>
      {kind !== "destination" && (
        <Handle type="source" position={Position.Right} className={css.knot} />
      )}
      {isActive && <BoxTools box={box} />}
    </div>
  );
});

/** The id of a box's link in the page. */
export function domId(box: string): string {
  return `map-${box.replace(":", "-")}`;
}
