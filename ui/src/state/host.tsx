import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { Connection, Host } from "../host/host";

const HostContext = createContext<Host | null>(null);

interface HostProviderProps {
  host: Host;
  children: ReactNode;
}

/** Hands the host to the screens. */
export function HostProvider({ host, children }: HostProviderProps) {
  return <HostContext value={host}>{children}</HostContext>;
}

/** The way out of the page. */
export function useHost(): Host {
  const host = useContext(HostContext);
  if (!host) throw new Error("a screen stands outside of the HostProvider");
  return host;
}

/** How the connection to the runner is. */
export function useConnection(): Connection {
  const host = useHost();
  const [connection, setConnection] = useState<Connection>({ state: "connecting" });
  useEffect(() => host.connection(setConnection), [host]);
  return connection;
}

/** So long the window itself holds a question while the runner is coming up. */
const PATIENCE_MS = 10_000;

/**
 * Acts whenever the runner is there again after it was not. While the window is opening, questions
 * wait for the runner and are answered then: nobody has to ask them twice.
 */
export function whenBack(host: Host, act: () => void): () => void {
  const began = Date.now();
  let before: Connection["state"] = "connected";
  let away = false;
  return host.connection(({ state }) => {
    const late = before === "connecting" && Date.now() - began >= PATIENCE_MS;
    const back = state === "connected" && (away || late);
    away = state !== "connected" && (away || state !== "connecting");
    before = state;
    if (back) act();
  });
}
