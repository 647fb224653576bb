import type { ReactNode } from "react";
import type { Overview } from "../../bindings/Overview";
import { Icon } from "../../components/shared/Icon";
import type { IconName } from "../../components/shared/icon-shapes";
import { words } from "../../model/en";
import { number } from "../../model/en/format";
import { comparison, figureAndUnit, roundTime } from "../../model/figures";
import { routeHref, wholeActivity } from "../../model/route";
import { moment } from "../../model/time";
import css from "./Home.module.css";

interface TilesProps {
  overview: Overview;
}

/** Four figures, each leading to what it counts. */
export function Tiles({ overview }: TilesProps) {
  const now = Date.now();
  const { sent_today, sent_week_ago, waiting, failed_24h } = overview;
  return (
    <section className={css.tiles} aria-label={words.home.tiles}>
      <Tile
        icon="sent"
        label={words.home.sentTodayLabel}
        note={comparison(sent_today, sent_week_ago, now)}
        state="succeeded"
      >
        {number.format(sent_today)}
      </Tile>
      <Tile
        icon="waiting"
        label={words.home.waitingLabel}
        note={waitingNote(overview, now)}
        state={waiting === 0 && overview.held > 0 ? "held" : "pending"}
      >
        {number.format(waiting)}
      </Tile>
      <Tile
        icon="failed"
        label={words.home.failedLabel}
        note={
          failed_24h === 0 || overview.failed_to.length === 0
            ? words.home.nothingFailed
            : words.home.failedTo(failed_24h, overview.failed_to)
        }
        state="failed"
      >
        {number.format(failed_24h)}
      </Tile>
      <TimeTile overview={overview} />
    </section>
  );
}

function waitingNote({ waiting, held, next_try }: Overview, now: number): string {
  if (waiting === 0) return held > 0 ? words.home.heldToo(held) : words.home.nothingWaits;
  return next_try ? words.home.nextTry(moment(next_try, now)) : words.home.beingSent;
}

interface TileProps {
  icon: "sent" | "waiting" | "failed";
  label: string;
  note: string;
  state: string;
  children: ReactNode;
}

function Tile({ icon, label, note, state, children }: TileProps) {
  return (
    <a className={css.tile} href={routeHref({ ...wholeActivity, state })}>
      <Label icon={icon} tone={icon}>
        {label}
      </Label>
      <span className={css.figure}>{children}</span>
      <span className={css.note} title={note}>
        {note}
      </span>
    </a>
  );
}

function TimeTile({ overview: { typical_ms, nearly_all_ms } }: TilesProps) {
  const [figure, unit] = typical_ms === null ? ["–", ""] : figureAndUnit(roundTime(typical_ms));
  const note =
    nearly_all_ms === null ? words.home.noTime : words.home.nearlyAll(roundTime(nearly_all_ms));
  return (
    <div className={css.tile}>
      <Label icon="schedule">{words.home.timeLabel}</Label>
      <span className={css.figure}>
        {figure}
        {unit && <span className={css.unit}>{unit}</span>}
      </span>
      <span className={css.note}>{note}</span>
    </div>
  );
}

function Label({ icon, tone, children }: { icon: IconName; tone?: string; children: string }) {
  return (
    <span className={css.label} data-tone={tone}>
      <Icon name={icon} />
      {children}
    </span>
  );
}
