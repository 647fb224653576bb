import { Modal, Select } from "@mantine/core";
import { useEffect, useState } from "react";
import { DialogBody, SubmitActions } from "../../components/shared/Dialog";
import { words } from "../../model/en";
import { type Box, type Graph, triggerId } from "../../model/map/graph";
import { go } from "../../state/route";
import { draftOf } from "./draft";

/** What is to be joined, as far as it is known. */
export interface Ends {
  from: string | null;
  to: string | null;
}

interface ConnectDialogProps {
  graph: Graph;
  /** Nothing while nothing is asked. */
  ends: Ends | null;
  onClose: () => void;
}

const NEW = "new";

/** Joins two things by choosing them from lists: the twin of drawing a thread. */
export function ConnectDialog({ graph, ends, onClose }: ConnectDialogProps) {
  const [from, setFrom] = useState<string>(NEW);
  const [to, setTo] = useState<string | null>(null);
  useEffect(() => {
    if (!ends) return;
    setFrom(ends.from ?? NEW);
    setTo(ends.to);
  }, [ends]);
  const taken = new Set(
    graph.threads.filter((thread) => thread.from === from).map((thread) => thread.to),
  );
  const destinations = graph.boxes.filter(
    (box) => box.kind === "destination" && !taken.has(box.id),
  );
  const chosen = destinations.some((box) => box.id === to) ? to : null;

  return (
    <Modal opened={ends !== null} onClose={onClose} title={words.map.connectTitle}>
      <DialogBody
        onSubmit={() => {
          if (!chosen) return;
          onClose();
          go(draftOf(from === NEW ? null : from, chosen));
        }}
      >
        <p>{words.map.connectWords}</p>
        <Select
          label={words.map.from}
          searchable
          openOnFocus={false}
          data={sources(graph)}
          value={from}
          onChange={(value) => setFrom(String(value ?? NEW))}
          data-autofocus={ends?.from ? undefined : true}
        />
        <Select
          label={words.map.to}
          placeholder={words.map.choose}
          searchable
          openOnFocus={false}
          data={destinations.map((box) => ({ value: box.id, label: box.title }))}
          value={chosen}
          onChange={setTo}
          data-autofocus={ends?.from ? true : undefined}
        />
        <SubmitActions verb={words.map.makeDraft} onCancel={onClose} disabled={!chosen} />
      </DialogBody>
    </Modal>
  );
}

function sources({ boxes }: Graph) {
  const automations = boxes.filter((box) => box.kind === "automation");
  const triggerOf = (one: Box) => boxes.find((box) => box.id === triggerId(one.id));
  return [
    { value: NEW, label: words.map.newTrigger },
    {
      group: words.map.triggers,
      items: automations.map((one) => ({
        value: triggerId(one.id),
        label: words.map.triggerOf(triggerOf(one)?.title ?? "", one.title),
      })),
    },
    {
      group: words.map.automations,
      items: automations.map((one) => ({ value: one.id, label: words.map.addTo(one.title) })),
    },
  ];
}
