import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { HostError } from "../host/host";
import type { FirstKind } from "../model/first-run";
import { useCommand } from "./command";
import { useConnection, useHost } from "./host";
import { bringTo, controlOf } from "./problems";
import { keys } from "./queries";
import { go } from "./route";
import { complain } from "./toast";

/** Where one goes when one has seen enough. */
const afterwards = { screen: "home" } as const;

/** Makes the first automation; `problem` says what is wrong with the folder. */
export function useBeginFirstRun() {
  const host = useHost();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const begin = async (trigger: FirstKind, folder: string | null) => {
    setBusy(true);
    setProblem(null);
    try {
      const firstRun = await host.call({ type: "begin_first_run", trigger, folder });
      const rows = await host.call({ type: "list_automations" });
      client.setQueryData(keys.automations, rows);
      client.setQueryData(keys.firstRun, firstRun);
    } catch (error) {
      const wrong = error instanceof HostError && error.problems[0];
      if (wrong && trigger === "file") {
        setProblem(wrong.message);
        bringTo(controlOf("folder"));
      } else {
        complain(error);
      }
    } finally {
      setBusy(false);
    }
  };
  return { begin, busy, problem };
}

/** Skips the first run: it is not offered again. */
export function useLeaveFirstRun(): () => Promise<void> {
  const { run } = useCommand();
  return async () => {
    await run({ type: "leave_first_run" });
    go(afterwards);
  };
}

/** Deletes what the first run made. */
export function useDeleteFirstRun() {
  const { run, busy } = useCommand();
  const client = useQueryClient();
  const remove = async () => {
    const firstRun = await run({ type: "delete_first_run" });
    if (!firstRun) return;
    client.setQueryData(keys.firstRun, firstRun);
  };
  return { remove, busy };
}

/**
 * Leads to the first run when the window opens on nothing in particular and nothing was made yet.
 * True while that is being found out, so that no other screen flashes up before.
 */
export function useFirstRunOffer(): boolean {
  const host = useHost();
  const { state } = useConnection();
  const [asking, setAsking] = useState(() => /^#?\/?$/.test(location.hash));
  useEffect(() => {
    if (!asking || state === "connecting") return;
    if (state !== "connected") return setAsking(false);
    let gone = false;
    const ask = async () => {
      const firstRun = await host.call({ type: "get_first_run" });
      if (firstRun.seen) return;
      const status = await host.call({ type: "status" });
      if (status.automations === 0 && !gone) go({ screen: "first-run" }, "replace");
    };
    // Whatever keeps the runner from answering is told by the screen that comes then.
    void ask().then(
      () => gone || setAsking(false),
      () => gone || setAsking(false),
    );
    return () => {
      gone = true;
    };
  }, [asking, state, host]);
  return asking;
}
