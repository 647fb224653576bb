import { Button, Modal } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import {
  type DestinationDraft,
  destinationField,
  newDestination,
} from "../../model/destination-draft";
import { words } from "../../model/en";
import { useProblems } from "../../state/problems";
import { useSaveDestination } from "../../state/save-destination";
import { DialogActions, DialogBody } from "../shared/Dialog";
import { ProblemSummary } from "../shared/ProblemSummary";
import { DestinationForm } from "./DestinationForm";

interface NewDestinationDialogProps {
  opened: boolean;
  onClose: () => void;
  onMade: (id: string) => void;
}

/** Makes a destination without leaving what one is doing. */
export function NewDestinationDialog({ opened, onClose, onMade }: NewDestinationDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={words.destinations.new} size={640}>
      <Content onClose={onClose} onMade={onMade} />
    </Modal>
  );
}

function Content({ onClose, onMade }: Omit<NewDestinationDialogProps, "opened">) {
  const [initialValues] = useState(newDestination);
  const form = useForm<DestinationDraft>({ initialValues });
  const problems = useProblems(form, (field) => destinationField(field, form.getValues().added));
  const { save, busy } = useSaveDestination(problems);
  const make = async () => {
    const made = await save(null, form.getValues());
    if (!made) return;
    onMade(made.destination.id);
    onClose();
  };
  return (
    <DialogBody>
      <ProblemSummary problems={problems.problems} />
      <DestinationForm form={form} destination={null} />
      <DialogActions>
        <Button onClick={onClose}>{words.common.cancel}</Button>
        <Button variant="filled" loading={busy} onClick={make}>
          {words.common.save}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
