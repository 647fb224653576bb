import { Switch } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { useStatus } from "../../state/queries";
import { Wide } from "../shared/FormGrid";

interface OwnHooksSwitchProps {
  form: UseFormReturnType<DestinationDraft>;
}

/** Stands below an address that looks like one of this app's own: whether it is one, the engine says. */
export function OwnHooksSwitch({ form }: OwnHooksSwitchProps) {
  const inbound = useStatus().data?.inbound;
  const { address, own_hooks } = form.values;
  const here = inbound?.type === "listening" ? portOf(inbound.address) : null;
  const isLikely = here !== null && portOf(address) === here;
  if (!isLikely && !own_hooks) return null;
  return (
    <Wide>
      <Switch
        label={words.destinations.ownHooks}
        description={words.destinations.ownHooksHint}
        {...form.getInputProps("own_hooks", { type: "checkbox" })}
      />
    </Wide>
  );
}

function portOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).port || null : null;
}
