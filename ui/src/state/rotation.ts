import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Destination } from "../bindings/Destination";
import { HostError } from "../host/host";
import { words } from "../model/en";
import { useCommand } from "./command";
import { useHost } from "./host";
import { rememberDestination } from "./remember";
import { complain, say } from "./toast";

/** Replaces the signing secret of a destination, and ends the time of the old one. */
export function useRotation({ id, settings }: Destination) {
  const host = useHost();
  const client = useQueryClient();
  const ending = useCommand();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const rotate = async (secret: string, hours: number): Promise<boolean> => {
    setBusy(true);
    setRefusal(null);
    try {
      rememberDestination(client, await host.call({ type: "rotate_secret", id, secret, hours }));
      say(words.access.rotated(settings.name), "key");
      return true;
    } catch (error) {
      const problem = error instanceof HostError ? error.problems[0] : undefined;
      if (problem) setRefusal(problem.message);
      else complain(error);
      return false;
    } finally {
      setBusy(false);
    }
  };

  const end = async (): Promise<void> => {
    const row = await ending.run({ type: "end_rotation", id });
    if (!row) return;
    rememberDestination(client, row);
    say(words.access.ended, "key");
  };

  return { rotate, end, busy: busy || ending.busy, refusal };
}
