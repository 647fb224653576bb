import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { AutomationRow } from "../../bindings/AutomationRow";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import type { FirstRunMade } from "../../bindings/FirstRunMade";
import type { InboxRequest } from "../../bindings/InboxRequest";
import { CopyButton } from "../../components/shared/CopyButton";
import { Icon } from "../../components/shared/Icon";
import type { IconName } from "../../components/shared/icon-shapes";
import { Note } from "../../components/shared/Note";
import { Rich } from "../../components/shared/Rich";
import { words } from "../../model/en";
import { type FirstKind, firstKind, shownSeconds, tookOf } from "../../model/first-run";
import { curlExample } from "../../model/inbox";
import { useCommand } from "../../state/command";
import { useHost } from "../../state/host";
import { go } from "../../state/route";
import { complain } from "../../state/toast";
import css from "./FirstRun.module.css";

interface FirstRunActionsProps {
  made: FirstRunMade;
  row: AutomationRow;
  delivery: DeliveryDetail | null;
  request: InboxRequest | null;
}

const ICONS: Record<FirstKind, IconName> = { file: "file", schedule: "play", inbound: "inbound" };

/** What can be done at this point; at the end also where to go from here. */
export function FirstRunActions({ made, row, delivery, request }: FirstRunActionsProps) {
  const kind = firstKind(row.automation.settings.trigger.type);
  const arrived = delivery && request?.signature.type === "valid" ? request : null;
  return (
    <>
      <div role="status">
        {delivery && arrived && (
          <div className={css.won}>
            <Note tone="sent" icon="sent">
              <Rich
                of={words.firstRun.done[kind](
                  words.firstRun.seconds(shownSeconds(tookOf(delivery, arrived))),
                )}
              />
            </Note>
          </div>
        )}
      </div>
      {arrived && <Onward automation={row.automation.id} />}
      <Try kind={kind} again={arrived !== null} made={made} />
      {kind === "inbound" && row.trigger.type === "ready" && row.trigger.address && (
        <Call address={row.trigger.address} />
      )}
    </>
  );
}

function Onward({ automation }: { automation: string }) {
  return (
    <div className={css.actions}>
      <Button
        variant="filled"
        onClick={() => go({ screen: "automation", id: automation, copyOf: null })}
      >
        {words.firstRun.realAddress}
      </Button>
      <Button onClick={() => go({ screen: "recipes", use: null })}>{words.firstRun.browse}</Button>
      <Button onClick={() => go({ screen: "home" })}>{words.firstRun.home}</Button>
    </div>
  );
}

interface TryProps {
  kind: FirstKind;
  again: boolean;
  made: FirstRunMade;
}

function Try({ kind, again, made }: TryProps) {
  const { run, busy } = useCommand();
  const host = useHost();
  const button = useRef<HTMLButtonElement>(null);
  // Whoever made the automation by keyboard goes on from here.
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  const { folder } = made;
  return (
    <div className={`${css.again} ${again ? css.after : ""}`}>
      <span className={css.soft}>{again ? words.firstRun.once : words.firstRun.dontWait}</span>
      <Button
        ref={button}
        size={again ? "xs" : "sm"}
        variant={again ? "default" : "filled"}
        leftSection={<Icon name={ICONS[kind]} size={again ? 14 : 16} />}
        loading={busy}
        onClick={() => run({ type: "try_first_run" })}
      >
        {words.firstRun.tries[kind]}
      </Button>
      {kind === "file" && folder && !again && (
        <Button
          leftSection={<Icon name="folder" />}
          onClick={() => host.openExternal(folder).catch(complain)}
        >
          {words.firstRun.openFolder}
        </Button>
      )}
    </div>
  );
}

function Call({ address }: { address: string }) {
  const call = curlExample(address);
  return (
    <div className={css.call}>
      <span>{words.firstRun.callIt}</span>
      <CopyButton text={call} label={words.firstRun.copyCall} />
      <code>{call}</code>
    </div>
  );
}
