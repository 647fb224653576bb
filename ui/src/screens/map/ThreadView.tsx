import { EdgeLabelRenderer, type EdgeProps, getBezierPath } from "@xyflow/react";
import { type CSSProperties, memo } from "react";
import type { RouteHealth } from "../../bindings/RouteHealth";
import { Icon } from "../../components/shared/Icon";
import type { IconName } from "../../components/shared/icon-shapes";
import { useActive } from "./active";
import css from "./Map.module.css";
import type { ThreadEdge } from "./nodes";

/** What stands before the words of a thread that does not just work. */
const MARKS: Partial<Record<RouteHealth, IconName>> = {
  retrying: "waiting",
  failing: "failed",
  held: "held",
};

/** A thread from box to box: how much goes along it, and how well. */
export const ThreadView = memo(function ThreadView(props: EdgeProps<ThreadEdge>) {
  const { sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition, data } = props;
  const { pulses, path: active } = useActive();
  if (!data) return null;
  const { thread } = data;
  const [path, labelX, labelY] = getBezierPath({
    sourceX,
    sourceY,
    sourcePosition,
    targetX,
    targetY,
    targetPosition,
    curvature: 0.5,
  });
  const pulse = pulses.get(thread.id);
  const mark = MARKS[thread.health];
  return (
    <>
      <path
        d={path}
        className={css.thread}
        data-health={thread.health}
        data-path={active.has(thread.id) || undefined}
        style={
          { strokeWidth: thread.width, "--dots": Math.max(6, 2 * thread.width) } as CSSProperties
        }
      />
      {pulse !== undefined && (
        <circle key={pulse} className={css.bead} r={3} style={{ offsetPath: `path("${path}")` }} />
      )}
      {thread.label && (
        <EdgeLabelRenderer>
          <div
            className={css.label}
            data-health={thread.health}
            style={{
              transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)`,
            }}
          >
            {mark && <Icon name={mark} size={12} />}
            {thread.label}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
