import { useCallback, useEffect, useRef, useState } from "react";
import type { DeliveryFilter } from "../bindings/DeliveryFilter";
import type { DeliveryPage } from "../bindings/DeliveryPage";
import type { Host } from "../host/host";
import {
  type Asked,
  absorb,
  emptyLog,
  type Log,
  landed,
  newer,
  newest,
  nextReading,
  older,
  replaced,
  stillUnread,
  trimmed,
} from "../model/log";
import { useHost, whenBack } from "./host";

const PAGE = 100;
/** A jump lands in the middle of this. */
const JUMP = 200;
/** No more rows than this are held, however long the list is. */
const MOST_ROWS = 2000;
/** Rows this close to the edge of what is held make the next page be read. */
const AHEAD = 40;
/** At most ten updates a second, however much the runner does. */
const BATCH_MS = 100;

/** The log under one filter, as it is shown. */
export interface LiveLog {
  log: Log;
  /** How many came that are held back, up to a page full. */
  waiting: number;
  /** Nothing has been read yet. */
  loading: boolean;
  error: Error | null;
  /** Reads what is needed to show these places of the list. */
  show: (first: number, last: number) => void;
  /** Whether new deliveries wait instead of coming in on top. */
  hold: (held: boolean) => void;
  /** Begins again at the newest. */
  startOver: () => void;
}

/** A log that keeps itself true: changes are read again, page by page. */
export function useLog(filter: DeliveryFilter): LiveLog {
  const host = useHost();
  const wanted = JSON.stringify(filter);
  const [state, setState] = useState({ wanted, log: emptyLog, waiting: 0, loading: true });
  const [error, setError] = useState<Error | null>(null);
  const reader = useRef<Reader | null>(null);
  const held = useRef(false);

  useEffect(() => {
    const made = new Reader(host, JSON.parse(wanted), (log, waiting) => {
      setState({ wanted, log, waiting, loading: false });
      setError(null);
    });
    made.onError = setError;
    made.hold(held.current);
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

  const show = useCallback((first: number, last: number) => reader.current?.show(first, last), []);
  const startOver = useCallback(() => reader.current?.startOver(), []);
  const hold = useCallback((hold: boolean) => {
    held.current = hold;
    reader.current?.hold(hold);
  }, []);
  const current = state.wanted === wanted;
  return {
    log: current ? state.log : emptyLog,
    waiting: current ? state.waiting : 0,
    loading: !current || state.loading,
    error,
    show,
    hold,
    startOver,
  };
}

/** Reads one thing after the other, so that an older answer never overwrites a newer one. */
class Reader {
  onError: (error: Error) => void = () => {};
  private log = emptyLog;
  /** The newest that is shown; what is newer than this waits while it is held back. */
  private top: string | undefined;
  private held = false;
  private waiting = 0;
  private unread = new Set<string>();
  private work: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private reading = false;
  private wanted: [first: number, last: number] = [0, 0];
  private stopped = false;

  constructor(
    private readonly host: Host,
    private readonly filter: DeliveryFilter,
    private readonly onLog: (log: Log, waiting: number) => void,
  ) {}

  startOver(): void {
    this.enqueue(async () => {
      const page = await this.ask(newest(PAGE));
      this.waiting = 0;
      this.settle(landed(page, 0, PAGE));
      this.top = this.log.rows[0]?.id;
    });
  }

  hold(held: boolean): void {
    const release = this.held && !held && this.waiting > 0;
    this.held = held;
    if (release) this.startOver();
  }

  show(first: number, last: number): void {
    this.wanted = [first, last];
    if (this.reading) return;
    const step = this.nextStep();
    if (!step) return;
    this.reading = true;
    this.enqueue(step);
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

  /** What has to be read for what is to be shown, if anything. */
  private nextStep(): (() => Promise<unknown>) | null {
    const [first, last] = this.wanted;
    const { above, rows, ended } = this.log;
    const [head, tail] = [rows[0], rows.at(-1)];
    if (!head || !tail) return null;
    const end = above + rows.length;
    if (!ended && last + AHEAD >= end) {
      return first > end + PAGE ? () => this.jump(first) : () => this.read(older(tail.id, PAGE));
    }
    if (above > 0 && first - AHEAD < above) {
      return last < above - PAGE ? () => this.jump(first) : () => this.read(newer(head.id, PAGE));
    }
    return null;
  }

  private async jump(to: number): Promise<void> {
    const above = Math.max(0, to - JUMP / 2);
    // Counted from the newest that is shown, so that what waits shifts nothing.
    const asked =
      above > 0 && this.top
        ? { ...older(this.top, JUMP), skip: above - 1 }
        : { ...newest(JUMP), skip: above };
    this.settle(landed(await this.ask(asked), above, JUMP));
  }

  private async read(asked: Asked): Promise<DeliveryPage> {
    const page = await this.ask(asked);
    const log = absorb(this.log, page, asked);
    this.settle(trimmed(log, MOST_ROWS, asked.before || !asked.after ? "newest" : "oldest"));
    if (this.log.above === 0) this.top = this.log.rows[0]?.id;
    return page;
  }

  private async readChanged(): Promise<void> {
    const changed = this.unread;
    this.unread = new Set();
    const scrolled = this.log.above > 0;
    const { top } = this;
    if ((this.held || scrolled) && top !== undefined) {
      const later = [...changed].filter((id) => id > top);
      for (const id of later) changed.delete(id);
      if (later.length > 0) await this.count(top);
      if (changed.delete(top)) await this.readOne(top);
    }
    let left: ReadonlySet<string> = changed;
    for (;;) {
      const asked = nextReading(this.log, left, PAGE);
      if (!asked) return;
      const page = await this.read(asked);
      left = stillUnread(left, page, asked);
    }
  }

  /** Counts what is newer than all that is shown. */
  private async count(top: string): Promise<void> {
    const page = await this.ask(newest(PAGE));
    this.waiting = page.rows.filter((row) => row.id > top).length;
    this.settle(this.log);
  }

  private async readOne(id: string): Promise<void> {
    const asked = { type: "list_deliveries" as const, ...newest(1) };
    const page = await this.host.call({ ...asked, filter: { ...this.filter, search: id } });
    this.settle(replaced(this.log, id, page.rows[0]));
  }

  private ask(asked: Asked): Promise<DeliveryPage> {
    return this.host.call({ type: "list_deliveries", filter: this.filter, ...asked });
  }

  private settle(log: Log): void {
    this.log = log;
    if (!this.stopped) this.onLog(log, this.waiting);
  }

  private enqueue(task: () => Promise<unknown>): void {
    const done = () => {
      this.reading = false;
      if (!this.stopped) this.show(...this.wanted);
    };
    this.work = this.work.then(task).then(done, (error: Error) => {
      this.reading = false;
      if (!this.stopped) this.onError(error);
    });
  }
}
