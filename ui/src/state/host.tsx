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

/** Acts whenever the runner is there again after it was not. */
export function whenBack(host: Host, act: () => void): () => void {
  let connected: boolean | undefined;
  return host.connection(({ state }) => {
    const back = state === "connected" && connected === false;
    connected = state === "connected";
    if (back) act();
  });
}
