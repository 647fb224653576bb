import { ActionIcon, Button, Menu } from "@mantine/core";
import type { Command } from "../../bindings/Command";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import { words } from "../../model/en";
import { useCommand } from "../../state/command";
import { useHost } from "../../state/host";
import { keepSample } from "../../state/kept-sample";
import { go } from "../../state/route";
import { say } from "../../state/toast";
import { Icon } from "../shared/Icon";
import type { IconName } from "../shared/icon-shapes";
import css from "./DeliveryPanel.module.css";

interface DeliveryActionsProps {
  detail: DeliveryDetail;
  /** Shows another delivery. */
  onChoose: (id: string) => void;
}

/** What can be done with a delivery: first what fits its state, the rest under three dots. */
export function DeliveryActions({ detail, onChoose }: DeliveryActionsProps) {
  const { id, state, behind } = detail.row;
  const { run, busy } = useCommand();
  const open = state.state === "pending" || state.state === "held";

  const tell = async (command: Command, told: string, icon: IconName) => {
    if (await run(command)) say(told, icon);
  };
  const resend = () => tell({ type: "resend_delivery", id }, words.delivery.sentAgain, "again");
  const retry = () => tell({ type: "retry_delivery", id }, words.delivery.hurried, "play");
  // The runner tells of what can be taken back.
  const stop = () => run({ type: "cancel_delivery", id });
  const anew = async () => {
    const row = await run({ type: "send_anew", id });
    if (!row) return;
    say(words.delivery.anewDone, "send");
    onChoose(row.id);
  };

  return (
    <div className={css.actions}>
      {state.state === "pending" && !behind && (
        <Deed first icon="play" busy={busy} label={words.delivery.retryNow} onClick={retry} />
      )}
      {open && <Deed icon="stop" busy={busy} label={words.delivery.stop} onClick={stop} />}
      {!open && detail.request && (
        <Deed first icon="again" busy={busy} label={words.delivery.sendAgain} onClick={resend} />
      )}
      {!open && <Deed icon="send" busy={busy} label={words.delivery.sendAnew} onClick={anew} />}
      <More detail={detail} />
    </div>
  );
}

interface DeedProps {
  icon: IconName;
  label: string;
  /** The one that is filled. */
  first?: boolean;
  busy: boolean;
  onClick: () => void;
}

function Deed({ icon, label, first, busy, onClick }: DeedProps) {
  return (
    <Button
      size="xs"
      variant={first ? "filled" : "default"}
      loading={busy}
      leftSection={<Icon name={icon} size={14} />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

function More({ detail }: { detail: DeliveryDetail }) {
  const host = useHost();
  const { run } = useCommand();
  const { id, automation, destination } = detail.row;
  const copyCurl = async () => {
    const script = await run({ type: "delivery_curl", id });
    if (script === undefined) return;
    await host.copy(script);
    say(words.delivery.curlCopied, "copy");
  };
  const makeSample = () => {
    keepSample(automation, { automation: detail.event.automation, event: detail.event.id });
    say(words.preview.sampleKept(detail.row.automation_name), "info");
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="xs" variant="default" aria-label={words.delivery.moreActions}>
          <Icon name="more" size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          data-autofocus
          leftSection={<Icon name="edit" />}
          onClick={() => go({ screen: "automation", id: automation, copyOf: null, event: id })}
        >
          {words.delivery.editWithEvent}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="bookmark" />} onClick={makeSample}>
          {words.preview.keepSample}
        </Menu.Item>
        {detail.request && (
          <Menu.Item leftSection={<Icon name="terminal" />} onClick={copyCurl}>
            {words.delivery.copyCurl}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<Icon name="destination" />}
          onClick={() => go({ screen: "destination", id: destination })}
        >
          {words.delivery.openDestination}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
