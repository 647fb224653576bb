import { Button, Modal, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Destination } from "../../bindings/Destination";
import { DialogActions, DialogBody } from "../../components/shared/Dialog";
import { Icon } from "../../components/shared/Icon";
import { words } from "../../model/en";
import { localInput, SINCE, type Since, sinceMoment } from "../../model/since";
import { useFailedSince, useSendFailedAgain } from "../../state/failed-again";
import css from "./HealthCard.module.css";

/** Sends everything again that failed since a moment; how many these are is said first. */
export function SendFailedAgain({ destination }: { destination: Destination }) {
  const [opened, setOpened] = useState(false);
  const title = words.receiver.againTitle(destination.settings.name);
  const close = () => setOpened(false);
  return (
    <div className={css.again}>
      <Button
        size="xs"
        leftSection={<Icon name="again" size={14} />}
        onClick={() => setOpened(true)}
      >
        {words.receiver.again}
      </Button>
      <Modal opened={opened} onClose={close} title={title}>
        <Content destination={destination} onClose={close} />
      </Modal>
    </div>
  );
}

function Content({ destination, onClose }: { destination: Destination; onClose: () => void }) {
  const [since, setSince] = useState<Since>("day");
  const [own, setOwn] = useState(() => localInput(Date.now() - 86_400_000));
  const [opened] = useState(Date.now);
  const moment = sinceMoment(since, own, opened);
  const found = useFailedSince(destination.id, moment);
  const { send, busy } = useSendFailedAgain(destination);
  const count = found?.count ?? 0;
  const act = async () => {
    if (moment && (await send(moment))) onClose();
  };
  return (
    <DialogBody>
      <Select
        label={words.receiver.since}
        data={SINCE.map((value) => ({ value, label: words.receiver.sinces[value] }))}
        value={since}
        allowDeselect={false}
        onChange={(value) => value && setSince(value as Since)}
      />
      {since === "own" && (
        <TextInput
          type="datetime-local"
          label={words.receiver.sinceOwn}
          value={own}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
      )}
      <p role="status">
        {found === undefined ? words.receiver.counting : words.receiver.found(count, found.more)}
      </p>
      <DialogActions>
        <Button onClick={onClose}>{words.common.cancel}</Button>
        <Button variant="filled" disabled={count === 0} loading={busy} onClick={act}>
          {words.receiver.sendAgain(count)}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
