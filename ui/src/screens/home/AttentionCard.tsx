import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Attention } from "../../bindings/Attention";
import type { Probe } from "../../bindings/Probe";
import { ChooseAgain } from "../../components/automation/ChooseAgain";
import { ProbeButton } from "../../components/destination/ProbeButton";
import { Card } from "../../components/shared/Card";
import { Icon } from "../../components/shared/Icon";
import { words } from "../../model/en";
import { type Route, routeHref, wholeActivity } from "../../model/route";
import { moment } from "../../model/time";
import { useCommand } from "../../state/command";
import { say } from "../../state/toast";
import css from "./Home.module.css";

interface AttentionCardProps {
  attention: Attention[];
}

/** What a person should look at, each with what mends it. */
export function AttentionCard({ attention }: AttentionCardProps) {
  const count =
    attention.length > 0 ? <span className={css.count}>{attention.length}</span> : undefined;
  return (
    <Card title={words.home.attention} beside={count}>
      {attention.length === 0 ? (
        <p className={css.calm}>{words.home.allWell}</p>
      ) : (
        <ul className={css.list}>
          {attention.map((one) => (
            <li key={keyOf(one)}>
              <Need one={one} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function keyOf(one: Attention): string {
  if ("destination" in one) return one.destination;
  return one.type === "broken" ? one.automation : one.type;
}

function Need({ one }: { one: Attention }) {
  const now = Date.now();
  switch (one.type) {
    case "unreachable":
      return (
        <Item icon="warn" name={words.home.unreachable}>
          <p>{one.message}</p>
          <Fix to={{ screen: "settings", section: "incoming" }}>{words.home.openSettings}</Fix>
        </Item>
      );
    case "broken":
      return (
        <Item icon="warn" name={one.name} to={automation(one.automation)}>
          <p>{one.message}</p>
          <ChooseAgain id={one.automation} />
        </Item>
      );
    case "failing":
      return (
        <Item icon="failed" name={one.name} to={{ screen: "destination", id: one.destination }}>
          <p>{words.home.failedSince(one.why, one.failed)}</p>
          <FailingFix one={one} />
        </Item>
      );
    case "paused": {
      const since = moment(one.since, now);
      if (one.probe) return <Unhealthy one={one} probe={one.probe} now={now} />;
      const told = one.why === "gone" ? words.home.goneSince : words.home.pausedSince;
      return (
        <Item icon="held" name={one.name} to={{ screen: "destination", id: one.destination }}>
          <p>{told(since, one.held)}</p>
          <Resume id={one.destination} name={one.name} />
        </Item>
      );
    }
    case "held":
      return (
        <Item icon="held" name={words.home.everythingPaused}>
          <p>
            {one.until
              ? words.home.heldUntil(one.held, moment(one.until, now))
              : words.home.heldAll(one.held)}
          </p>
          <ResumeAll />
        </Item>
      );
  }
}

interface UnhealthyProps {
  one: Attention & { type: "paused" };
  probe: Probe;
  now: number;
}

/** A destination that is paused because nothing but failures came, and tried now and then. */
function Unhealthy({ one, probe, now }: UnhealthyProps) {
  const { destination: id, name, held } = one;
  const since = moment(probe.failing_since, now);
  const due = Date.parse(probe.next) <= now;
  return (
    <Item icon="held" name={name} to={{ screen: "destination", id }}>
      <p>
        {words.home.unhealthySince(since, probe.trouble, held)}{" "}
        {due ? words.home.probeWaits : words.home.nextProbe(moment(probe.next, now))}
      </p>
      <div className={css.ways}>
        {held > 0 && <ProbeButton id={id} name={name} />}
        <Resume id={id} name={name} />
      </div>
    </Item>
  );
}

interface ItemProps {
  icon: "warn" | "failed" | "held";
  name: string;
  to?: Route;
  children: ReactNode;
}

function Item({ icon, name, to, children }: ItemProps) {
  return (
    <div className={css.need} data-tone={icon === "held" ? "held" : "failed"}>
      <Icon name={icon} />
      <div>
        {to ? (
          <a className={css.name} href={routeHref(to)}>
            {name}
          </a>
        ) : (
          <span className={css.name}>{name}</span>
        )}
        {children}
      </div>
    </div>
  );
}

function automation(id: string): Route {
  return { screen: "automation", id, copyOf: null };
}

function FailingFix({ one }: { one: Attention & { type: "failing" } }) {
  if (one.unmade) return <Fix to={automation(one.automation)}>{words.home.openIt}</Fix>;
  if (one.status === 401 || one.status === 403) {
    const to = { screen: "destination" as const, id: one.destination, at: "secret" as const };
    return (
      <Fix to={to} icon="key">
        {words.home.updateSecret}
      </Fix>
    );
  }
  const failed = { ...wholeActivity, state: "failed", destination: one.destination };
  return <Fix to={{ ...failed, delivery: one.delivery }}>{words.home.seeFailed}</Fix>;
}

function Fix({ to, icon, children }: { to: Route; icon?: "key"; children: string }) {
  return (
    <Button
      component="a"
      size="xs"
      className={css.fix}
      href={routeHref(to)}
      leftSection={icon && <Icon name={icon} size={14} />}
    >
      {children}
    </Button>
  );
}

function Resume({ id, name }: { id: string; name: string }) {
  const { run, busy } = useCommand();
  const resume = async () => {
    if (await run({ type: "resume_destination", id })) say(words.home.resumed(name));
  };
  return <ResumeButton busy={busy} onClick={resume} />;
}

function ResumeAll() {
  const { run, busy } = useCommand();
  return <ResumeButton busy={busy} onClick={() => run({ type: "resume" })} />;
}

function ResumeButton({ busy, onClick }: { busy: boolean; onClick: () => void }) {
  return (
    <Button
      size="xs"
      disabled={busy}
      leftSection={<Icon name="play" size={14} />}
      onClick={onClick}
    >
      {words.home.resume}
    </Button>
  );
}
