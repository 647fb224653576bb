import { ActionIcon, Button } from "@mantine/core";
import type { Away } from "../../bindings/Away";
import { Icon } from "../../components/shared/Icon";
import { Note } from "../../components/shared/Note";
import { words } from "../../model/en";
import { routeHref, wholeActivity } from "../../model/route";
import { moment } from "../../model/time";
import css from "./Home.module.css";

interface AwayNoteProps {
  away: Away;
  putAway: () => void;
}

/** What happened while nobody looked, until it is put away. */
export function AwayNote({ away, putAway }: AwayNoteProps) {
  const { sent, failed, failed_to } = away;
  const since = moment(away.since, Date.now());
  const told =
    failed === 0
      ? words.home.sentAway(sent, since)
      : sent === 0
        ? words.home.failedAway(failed, failed_to, since)
        : words.home.bothAway(sent, failed, failed_to, since);
  const state = failed > 0 ? "failed" : "succeeded";
  const action = (
    <>
      <Button component="a" size="xs" href={routeHref({ ...wholeActivity, state })}>
        {failed > 0 ? words.home.seeFailed : words.home.seeSent}
      </Button>
      <ActionIcon aria-label={words.common.dismiss} title={words.common.dismiss} onClick={putAway}>
        <Icon name="x" />
      </ActionIcon>
    </>
  );
  return (
    <section className={css.away} aria-label={words.home.away}>
      <Note icon="schedule" action={action}>
        <strong>{words.home.away}</strong> {told}
      </Note>
    </section>
  );
}
