import { Button, Popover, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { DeliveryFilter } from "../../bindings/DeliveryFilter";
import { Icon } from "../../components/shared/Icon";
import { words } from "../../model/en";
import { useSavedFilters } from "../../state/saved-filters";
import css from "./Activity.module.css";

interface SaveFilterProps {
  filter: DeliveryFilter;
}

/** Keeps the present filter under a name. */
export function SaveFilter({ filter }: SaveFilterProps) {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  const { save, busy } = useSavedFilters();
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (await save(name, filter)) {
      setOpened(false);
      setName("");
    }
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant="quiet"
          className={css.end}
          leftSection={<Icon name="bookmark" size={14} />}
          onClick={() => setOpened(!opened)}
        >
          {words.activity.saveFilter}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <form className={css.name} onSubmit={onSubmit}>
          <TextInput
            data-autofocus
            label={words.activity.saveFilterName}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="filled" loading={busy}>
            {words.activity.saveFilterDone}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
