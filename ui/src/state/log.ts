import { useCallback, useEffect, useRef, useState } from "react";
import type { DeliveryFilter } from "../bindings/DeliveryFilter";
import type { Host } from "../host/host";
import { type Asked, absorb, emptyLog, type Log, nextReading, stillUnread } from "../model/log";
import { useHost, whenBack } from "./host";

const PAGE = 100;
/** More rows than this are not held: whoever looks for older ones narrows the filter. */
const MOST_ROWS = 2000;
/** At most ten updates a second, however much the runner does. */
const BATCH_MS = 100;

/** The log under one filter, as it is shown. */
export interface LiveLog {
  log: Log;
  /** Nothing has been read yet. */
  loading: boolean;
  error: Error | null;
  /** Reads on below the last row. */
  more: () => void;
}

/** A log that keeps itself true: changes are read again, page by page. */
export function useLog(filter: DeliveryFilter): LiveLog {
  const host = useHost();
  const wanted = JSON.stringify(filter);
  const [state, setState] = useState({ wanted, log: emptyLog, loading: true });
  const [error, setError] = useState<Error | null>(null);
  const reader = useRef<Reader | null>(null);

  useEffect(() => {
    const made = new Reader(host, JSON.parse(wanted), (log) => {
      setState({ wanted, log, loading: false });
      setError(null);
    });
    made.onError = setError;
    reader.current = made;
    const stopChanges = host.changes((change) => {
      if (change.type === "delivery") made.changed(change.id);
      if (change.type === "missed") made.startOver();
    });
    const stopConnection = whenBack(host, () => made.startOver());
    made.startOver();
    return () => {
      stopChanges();
      stopConnection();
      made.stop();
    };
  }, [host, wanted]);

  const more = useCallback(() => reader.current?.more(), []);
  const current = state.wanted === wanted;
  return {
    log: current ? state.log : emptyLog,
    loading: !current || state.loading,
    error,
    more,
  };
}

/** Reads one thing after the other, so that an older answer never overwrites a newer one. */
class Reader {
  onError: (error: Error) => void = () => {};
  private log = emptyLog;
  private unread = new Set<string>();
  private work: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private reading = false;
  private stopped = false;

  constructor(
    private readonly host: Host,
    private readonly filter: DeliveryFilter,
    private readonly onLog: (log: Log) => void,
  ) {}

  startOver(): void {
    this.enqueue(async () => {
      this.log = emptyLog;
      await this.read({ after: null, limit: PAGE });
    });
  }

  more(): void {
    const last = this.log.rows.at(-1);
    const complete = this.log.rows.length >= Math.min(this.log.total, MOST_ROWS);
    if (this.reading || !last || complete) return;
    this.reading = true;
    this.enqueue(async () => {
      await this.read({ after: last.id, limit: PAGE });
    });
  }

  changed(id: string): void {
    this.unread.add(id);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.enqueue(() => this.readChanged());
    }, BATCH_MS);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async readChanged(): Promise<void> {
    let left: ReadonlySet<string> = this.unread;
    this.unread = new Set();
    for (;;) {
      const asked = nextReading(this.log, left, PAGE);
      if (!asked) return;
      const page = await this.read(asked);
      left = stillUnread(left, page, asked);
    }
  }

  private async read(asked: Asked): Promise<Log> {
    const page = await this.host.call({ type: "list_deliveries", filter: this.filter, ...asked });
    const log = absorb(this.log, page, asked);
    this.log = { ...log, rows: log.rows.slice(0, MOST_ROWS) };
    if (!this.stopped) this.onLog(this.log);
    return page;
  }

  private enqueue(task: () => Promise<void>): void {
    this.work = this.work.then(task).then(
      () => {
        this.reading = false;
      },
      (error: Error) => {
        this.reading = false;
        if (!this.stopped) this.onError(error);
      },
    );
  }
}
