import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Host } from "../host/host";
import { parseRoute } from "../model/route";
import { followChanges } from "../state/changes";
import { HostProvider } from "../state/host";
import { queryClient } from "../state/queries";
import { go } from "../state/route";
import { cssVariablesResolver, theme } from "../styles/theme";
import { Shell } from "./shell/Shell";

interface AppProps {
  host: Host;
}

/** The whole window. */
export function App({ host }: AppProps) {
  const [client] = useState(queryClient);
  useEffect(() => followChanges(host, client), [host, client]);
  useEffect(
    () =>
      host.changes((change) => {
        if (change.type === "show_window" && change.route) go(parseRoute(change.route));
      }),
    [host],
  );

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <HostProvider host={host}>
        <QueryClientProvider client={client}>
          <Shell />
          <Notifications position="bottom-right" limit={3} containerWidth={420} />
        </QueryClientProvider>
      </HostProvider>
    </MantineProvider>
  );
}
