import { Icon } from "./Icon";
import type { IconName } from "./icon-shapes";
import css from "./Thread.module.css";

/** How the way from trigger to destination is: colour and dash of the thread. */
export type Health = "sent" | "waiting" | "failed" | "held" | "idle";

interface ThreadProps {
  from: IconName;
  health: Health;
}

/** trigger ○──○ hook, the drawing that stands for an automation everywhere. */
export function Thread({ from, health }: ThreadProps) {
  return (
    <span className={css.thread} aria-hidden="true">
      <span className={css.end}>
        <Icon name={from} />
      </span>
      <span className={`${css.line} ${health === "sent" ? "" : css[health]}`} />
      <span className={css.end}>
        <Icon name="destination" />
      </span>
    </span>
  );
}
