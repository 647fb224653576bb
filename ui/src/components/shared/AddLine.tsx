import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Icon } from "./Icon";
import css from "./PairRows.module.css";

interface AddLineProps {
  onClick: () => void;
  children: ReactNode;
}

/** Adds a line to a list of fields. */
export function AddLine({ onClick, children }: AddLineProps) {
  return (
    <Button
      className={css.add}
      size="xs"
      variant="link"
      leftSection={<Icon name="plus" size={14} />}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
