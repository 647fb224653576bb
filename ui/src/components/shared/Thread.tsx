import type { Health } from "../../model/last-result";
import { Icon } from "./Icon";
import type { IconName } from "./icon-shapes";
import css from "./Thread.module.css";

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
