import { notifications } from "@mantine/notifications";
import { Icon } from "../components/shared/Icon";
import type { IconName } from "../components/shared/icon-shapes";
import { HostError } from "../host/host";
import { words } from "../model/en";

const STAYS_MS = 6000;

/** Says in the corner what was done. */
export function say(message: string, icon: IconName = "sent"): void {
  notifications.show({
    message,
    icon: <Icon name={icon} />,
    autoClose: STAYS_MS,
    closeButtonProps: { "aria-label": words.common.dismiss },
  });
}

/** Says in the corner why something was not done; it stays until it is read. */
export function complain(error: unknown): void {
  const message = error instanceof HostError ? error.message : words.trouble.unexpected;
  notifications.show({
    message,
    icon: <Icon name="warn" />,
    autoClose: false,
    closeButtonProps: { "aria-label": words.common.dismiss },
  });
}
