import { Button } from "@mantine/core";
import type { InboundStatus } from "../../bindings/InboundStatus";
import type { Offline } from "../../bindings/Offline";
import type { RunnerStatus } from "../../bindings/RunnerStatus";
import { CopyButton } from "../../components/shared/CopyButton";
import { Icon } from "../../components/shared/Icon";
import { StateMark } from "../../components/shared/StateMark";
import type { Connection } from "../../host/host";
import { words } from "../../model/en";
import { moment } from "../../model/time";
import { useStatus } from "../../state/queries";
import { useIncomingPort } from "../../state/settings";
import { PauseMenu } from "./PauseMenu";
import css from "./Shell.module.css";

interface FooterProps {
  connection: Connection;
  onNotices: () => void;
  onHelp: () => void;
}

/** Always in view: how the runner is, what waits, where it can be called. */
export function Footer({ connection, onNotices, onHelp }: FooterProps) {
  return (
    <footer className={css.foot}>
      <State connection={connection} />
      <div className={css.always}>
        <Button
          size="xs"
          variant="quiet"
          leftSection={<Icon name="bell" size={14} />}
          aria-haspopup="dialog"
          onClick={onNotices}
        >
          {words.shell.notices}
        </Button>
        <Button
          size="xs"
          variant="quiet"
          leftSection={<Icon name="help" size={14} />}
          aria-haspopup="dialog"
          onClick={onHelp}
        >
          {words.shell.help}
        </Button>
      </div>
    </footer>
  );
}

function State({ connection }: Pick<FooterProps, "connection">) {
  const status = useStatus().data;
  if (connection.state === "connecting") {
    return <span className={css.part}>{words.shell.connecting}</span>;
  }
  if (connection.state !== "connected") {
    return <Unreachable mismatched={connection.state === "mismatch"} />;
  }
  if (!status) return null;
  return (
    <>
      <div className={css.part}>
        <RunnerMark status={status} />
      </div>
      {status.waiting > 0 && (
        <div className={css.part}>
          <StateMark tone="waiting" size={14}>
            {words.shell.waiting(status.waiting)}
          </StateMark>
        </div>
      )}
      {status.held > 0 && (
        <div className={css.part}>
          <StateMark tone="held" size={14}>
            {words.shell.held(status.held)}
          </StateMark>
        </div>
      )}
      {status.offline && <OfflinePart offline={status.offline} />}
      <Inbound status={status} />
      <div className={`${css.part} ${css.right}`}>
        <PauseMenu paused={status.state.type === "paused"} />
      </div>
    </>
  );
}

/** A runner of another version goes on; only this window can't speak with it. */
function Unreachable({ mismatched }: { mismatched: boolean }) {
  return (
    <>
      <div className={css.part}>
        <StateMark tone="failed" size={14}>
          {mismatched ? words.shell.otherVersion : words.shell.notReachable}
        </StateMark>
      </div>
      <span className={`${css.part} ${css.right}`}>
        {mismatched ? words.shell.goesOn : words.shell.nothingLost}
      </span>
    </>
  );
}

function RunnerMark({ status }: { status: RunnerStatus }) {
  const { state } = status;
  if (state.type === "running") {
    return (
      <StateMark tone="sent" size={14}>
        {words.shell.runningOn(status.automations_on)}
      </StateMark>
    );
  }
  return (
    <StateMark tone="held" size={14}>
      {pausedSays(state.until && moment(state.until, Date.now()), state.ignore_events)}
    </StateMark>
  );
}

function pausedSays(until: string | null, ignores: boolean): string {
  if (until) return ignores ? words.shell.ignoringUntil(until) : words.shell.pausedUntil(until);
  return ignores ? words.shell.ignoring : words.shell.paused;
}

/** Takes the place of the incoming address: nothing gets out, and nothing is lost by that. */
function OfflinePart({ offline }: { offline: Offline }) {
  const said = words.shell.offline(offline.why);
  return (
    <div className={`${css.part} ${css.warning}`} role="status" title={said}>
      <Icon name="offline" size={14} />
      <span className={css.cut}>{said}</span>
    </div>
  );
}

function Inbound({ status }: { status: RunnerStatus }) {
  const { inbound, offline } = status;
  if (inbound.type === "unavailable") {
    return <NoIncoming inbound={inbound} />;
  }
  if (inbound.type === "off") {
    return <div className={`${css.part} ${css.quiet}`}>{words.shell.incomingOff}</div>;
  }
  if (offline) return null;
  return (
    <div className={`${css.part} ${css.address}`}>
      <span className={css.quiet}>{words.shell.incoming}</span>
      <code>{inbound.address}</code>
      <CopyButton text={inbound.address} label={words.shell.copyIncoming} />
    </div>
  );
}

function NoIncoming({ inbound }: { inbound: Extract<InboundStatus, { type: "unavailable" }> }) {
  const { moveTo } = useIncomingPort();
  const { free } = inbound;
  return (
    <div className={`${css.part} ${css.warning}`} title={inbound.message}>
      <Icon name="warn" size={14} />
      <span className={css.cut}>{words.shell.noIncoming(inbound.port)}</span>
      {free !== null && (
        <Button size="xs" variant="link" onClick={() => void moveTo(free)}>
          {words.shell.takePort(free)}
        </Button>
      )}
    </div>
  );
}
