import type { ApiError } from "../bindings/ApiError";
import type { Change } from "../bindings/Change";
import type { Command } from "../bindings/Command";
import type { ErrorCode } from "../bindings/ErrorCode";
import type { Problem } from "../bindings/Problem";
import type { Replies } from "../bindings/Replies";

/** How the way to the runner is. */
export type Connection =
  | { state: "connecting" }
  | { state: "connected" }
  /** It was there and ended; the host tries again by itself. */
  | { state: "lost" }
  /** Window and runner speak different versions; `message` says which to update. */
  | { state: "mismatch"; message: string }
  /**
   * No runner could be started. `details` is for whoever has to find out why, `folder` is the
   * data folder where it is known.
   */
  | { state: "failed"; message: string; details: string; folder: string | null };

/** How a runner is started: as ever, with everything off, or with an empty database. */
export type Start = "usual" | "safe" | "fresh";

/**
 * Everything that the screens need from around them. This is the only way out of the web page:
 * `tauri.ts` is the real window, `sample/` lets the same screens run in a browser.
 */
export interface Host {
  /** Has the runner carry out a command. Rejects with a {@link HostError}. */
  call<C extends Command>(command: C): Promise<Replies[C["type"]]>;
  /** Tells what has changed at the runner, as long as the connection stands. */
  changes(listener: (change: Change) => void): () => void;
  /** Tells how the connection is: once at once, then whenever it changes. */
  connection(listener: (connection: Connection) => void): () => void;
  /** Tries once more to start or reach the runner; {@link Start} says how it is started. */
  reconnect(how?: Start): Promise<void>;
  /** Tells that a person wants to close the window; nothing is closed before {@link close}. */
  closing(listener: () => void): () => void;
  /** Closes the window for good. */
  close(): Promise<void>;
  /** Lets the person choose a folder; nothing when they thought better of it. */
  pickFolder(startAt?: string): Promise<string | null>;
  /** Lets the person choose where a file is saved: its full path, or nothing. */
  pickSave(fileName: string): Promise<string | null>;
  /** Opens an address or folder outside of the window. */
  openExternal(address: string): Promise<void>;
  /** Puts a text on the clipboard. */
  copy(text: string): Promise<void>;
}

/** Why a command was not carried out; the message is for a person. */
export class HostError extends Error {
  /** What the screens may act on; `unreachable` means that no runner heard the command. */
  readonly code: ErrorCode | "unreachable";
  /** With `invalid`: each setting that is wrong. */
  readonly problems: Problem[];

  constructor(error: Omit<ApiError, "code"> & { code: ErrorCode | "unreachable" }) {
    super(error.message);
    this.name = "HostError";
    this.code = error.code;
    this.problems = error.problems;
  }
}
