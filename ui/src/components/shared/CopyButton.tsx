import { ActionIcon, Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { words } from "../../model/en";
import { useHost } from "../../state/host";
import { Icon } from "./Icon";
import type { IconName } from "./icon-shapes";

interface CopyButtonProps {
  /** What goes to the clipboard. */
  text: string;
  /** What it does, in words. */
  label: string;
  /** The label is shown beside the drawing. */
  withWords?: boolean;
  size?: "xs" | "sm";
  variant?: "default" | "quiet";
  /** What is copied, where it is more than a text. */
  icon?: IconName;
}

const SAID_FOR_MS = 1600;

/** Copies a text, and says so where it was pressed. */
export function CopyButton(props: CopyButtonProps) {
  const { text, label, withWords = false, size = "xs", variant = "default", icon = "copy" } = props;
  const host = useHost();
  const [said, setSaid] = useState<string | null>(null);

  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);

  const copy = () =>
    host.copy(text).then(
      () => setSaid(words.common.copied),
      () => setSaid(words.common.notCopied),
    );
  const drawing = <Icon name={said === words.common.copied ? "sent" : icon} size={14} />;

  return (
    <>
      {withWords ? (
        <Button size={size} variant={variant} leftSection={drawing} onClick={copy}>
          {said ?? label}
        </Button>
      ) : (
        <ActionIcon size={size} aria-label={label} title={said ?? label} onClick={copy}>
          {drawing}
        </ActionIcon>
      )}
      <span role="status" className="hl-heard">
        {said}
      </span>
    </>
  );
}
