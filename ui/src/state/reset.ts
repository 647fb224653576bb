import { useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Host, HostError } from "../host/host";
import { words } from "../model/en";
import { usualPreferences } from "../model/preferences";
import { useHost } from "./host";
import { prefer } from "./preferences";
import { go } from "./route";
import { complain, say } from "./toast";

/** How long the new runner may take, and the rest between two looks for it. */
const PATIENCE_MS = 30_000;
const REST_MS = 100;

/** Deletes everything, also what this window chose, and shows the first run once that is done. */
export function useReset() {
  const host = useHost();
  const client = useQueryClient();
  const { clearColorScheme } = useMantineColorScheme();
  const [busy, setBusy] = useState(false);
  const reset = async () => {
    setBusy(true);
    try {
      const { started_at } = await host.call({ type: "status" });
      await host.call({ type: "reset" });
      await startedAfter(host, started_at);
      localStorage.clear();
      clearColorScheme();
      prefer(usualPreferences);
      client.clear();
      go({ screen: "first-run" }, "replace");
      say(words.reset.done);
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  };
  return { reset, busy };
}

/** Waits for the runner that comes after the one that started then. */
async function startedAfter(host: Host, before: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    try {
      const { started_at } = await host.call({ type: "status" });
      if (started_at !== before) return;
    } catch {
      // It ends, and comes up again.
    }
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
  }
  throw new HostError({ code: "unreachable", message: words.reset.notBack, problems: [] });
}
