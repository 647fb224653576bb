import { Channel, invoke } from "@tauri-apps/api/core";
import { writeText } from "@tauri-apps/plugin-clipboard-manager";
import { open, save } from "@tauri-apps/plugin-dialog";
import { openUrl, revealItemInDir } from "@tauri-apps/plugin-opener";
import type { Change } from "../bindings/Change";
import { type Connection, type Host, HostError, type Start } from "./host";

/** What the shell sends over its one channel. */
type FromShell =
  | { type: "changes"; changes: Change[] }
  | { type: "connection"; connection: Connection }
  | { type: "closing" };

/**
 * The real window. Its shell offers two commands: `call` hands a command to the runner, and
 * `changes` takes the channel on which changes and the state of the connection arrive. Asking
 * for `changes` again makes the shell try anew to reach the runner.
 */
export function tauriHost(): Host {
  const changeListeners = new Set<(change: Change) => void>();
  const connectionListeners = new Set<(connection: Connection) => void>();
  const closingListeners = new Set<() => void>();
  let connection: Connection = { state: "connecting" };

  const settle = (next: Connection) => {
    connection = next;
    for (const listener of connectionListeners) listener(next);
  };

  const tell = (change: Change) => {
    for (const listener of changeListeners) listener(change);
  };

  const close = () => invoke<void>("close");

  const askBeforeClosing = () => {
    // Nobody would answer.
    if (closingListeners.size === 0) void close();
    for (const listener of closingListeners) listener();
  };

  const listen = async (how: Start) => {
    const channel = new Channel<FromShell>();
    channel.onmessage = (message) => {
      if (message.type === "connection") settle(message.connection);
      else if (message.type === "closing") askBeforeClosing();
      else for (const change of message.changes) tell(change);
    };
    try {
      await invoke("changes", { channel, how });
    } catch (error) {
      const { message } = asHostError(error);
      settle({ state: "failed", message, details: "", folder: null });
    }
  };
  void listen("usual");

  return {
    call: (command) =>
      invoke<never>("call", { command }).catch((error: unknown) => {
        throw asHostError(error);
      }),
    changes: (listener) => {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    connection: (listener) => {
      connectionListeners.add(listener);
      listener(connection);
      return () => connectionListeners.delete(listener);
    },
    reconnect: (how = "usual") => {
      settle({ state: "connecting" });
      return listen(how);
    },
    closing: (listener) => {
      closingListeners.add(listener);
      return () => closingListeners.delete(listener);
    },
    close,
    pickFolder: (startAt) => open({ directory: true, defaultPath: startAt }),
    pickSave: (fileName) => {
      const ending = fileName.split(".").at(-1) ?? "";
      const filters = [{ name: ending.toUpperCase(), extensions: [ending] }];
      return save({ defaultPath: fileName, filters });
    },
    openExternal: (address) =>
      /^https?:/.test(address) ? openUrl(address) : revealItemInDir(address),
    copy: writeText,
  };
}

function asHostError(error: unknown): HostError {
  if (typeof error === "object" && error !== null && "code" in error && "message" in error) {
    const { code, message } = error as { code: HostError["code"]; message: string };
    const problems = "problems" in error ? (error.problems as HostError["problems"]) : [];
    return new HostError({ code, message, problems });
  }
  return new HostError({ code: "failed", message: String(error), problems: [] });
}
