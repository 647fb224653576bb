// @vitest-environment jsdom
import { act, cleanup, configure, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Change } from "../bindings/Change";
import type { Command } from "../bindings/Command";
import type { DeliveryRow } from "../bindings/DeliveryRow";
import type { Connection, Host } from "../host/host";
import { allDeliveries } from "../model/delivery-filter";
import { HostProvider } from "./host";
import { useLog } from "./log";

// A busy machine is slow, and slowness is no failure.
configure({ asyncUtilTimeout: 10_000 });

const filter = allDeliveries;
const idAt = (number: number) => `dlv_${String(number).padStart(5, "0")}`;

/** A runner that knows a log and counts what it is asked. */
function runnerWith(count: number) {
  const rows = Array.from({ length: count }, (_, index) => rowAt(count - index));
  const changeListeners = new Set<(change: Change) => void>();
  let tellConnection: (connection: Connection) => void = () => {};
  const asked: Command[] = [];
  const host = {
    call: async (command: Command) => {
      asked.push(command);
      if (command.type !== "list_deliveries") throw new Error(`not expected: ${command.type}`);
      return { rows: page(rows, command), total: rows.length, more: false, unread: 0 };
    },
    changes: (listener: (change: Change) => void) => {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    connection: (listener: (connection: Connection) => void) => {
      tellConnection = listener;
      listener({ state: "connected" });
      return () => {};
    },
  } as unknown as Host;
  return {
    rows,
    asked,
    host,
    change: (number: number) => {
      for (const listener of changeListeners) listener({ type: "delivery", id: idAt(number) });
    },
    connect: (state: "lost" | "connected") => tellConnection({ state }),
  };
}

function page(all: DeliveryRow[], command: Command & { type: "list_deliveries" }): DeliveryRow[] {
  const { after, before, skip, limit, filter } = command;
  const rows = filter.search ? all.filter((row) => row.id === filter.search) : all;
  if (before) {
    const end = rows.findIndex((row) => row.id <= before);
    return rows.slice(Math.max(0, end - limit), end);
  }
  const from = after ? rows.findIndex((row) => row.id < after) : 0;
  return from < 0 ? [] : rows.slice(from + skip, from + skip + limit);
}

function rowAt(number: number, attempts = 0): DeliveryRow {
  return { id: idAt(number), attempts } as DeliveryRow;
}

function watch(runner: ReturnType<typeof runnerWith>) {
  const { result } = renderHook(() => useLog(filter), {
    wrapper: ({ children }) => <HostProvider host={runner.host}>{children}</HostProvider>,
  });
  return result;
}

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test("the newest page is read first, and older ones when they come into view", async () => {
  const runner = runnerWith(250);
  const log = watch(runner);
  await waitFor(() => expect(log.current.log.rows).toHaveLength(100));
  expect(log.current.log.total).toBe(250);
  act(() => log.current.show(60, 90));
  await waitFor(() => expect(log.current.log.rows).toHaveLength(200));
  act(() => log.current.show(170, 199));
  await waitFor(() => expect(log.current.log.rows).toHaveLength(250));
  act(() => log.current.show(220, 249));
  expect(runner.asked).toHaveLength(3);
});

test("however long the list is, it can be jumped through, and little of it is held", async () => {
  const runner = runnerWith(30_000);
  const log = watch(runner);
  await waitFor(() => expect(log.current.log.rows).toHaveLength(100));
  act(() => log.current.show(20_000, 20_030));
  await waitFor(() => expect(log.current.log.above).toBe(19_900));
  expect(log.current.log.rows[100]?.id).toBe(idAt(10_000));
  act(() => log.current.show(19_905, 19_935));
  await waitFor(() => expect(log.current.log.above).toBe(19_800));
  for (let at = 20_090; at < 23_000; at += 100) {
    act(() => log.current.show(at - 30, at));
    await waitFor(() =>
      expect(log.current.log.above + log.current.log.rows.length).toBeGreaterThan(at),
    );
  }
  expect(log.current.log.rows.length).toBeLessThanOrEqual(2000);
  act(() => log.current.show(0, 30));
  await waitFor(() => expect(log.current.log.above).toBe(0));
  expect(log.current.log.rows[0]?.id).toBe(idAt(30_000));
});

test("what is held back is counted, and the rest goes on being true", async () => {
  const runner = runnerWith(50);
  const log = watch(runner);
  await waitFor(() => expect(log.current.log.rows).toHaveLength(50));
  act(() => log.current.hold(true));
  runner.rows.unshift(rowAt(52), rowAt(51));
  runner.rows[2] = rowAt(50, 1);
  runner.rows[5] = rowAt(47, 3);
  act(() => {
    for (const number of [51, 52, 50, 47]) runner.change(number);
  });
  await waitFor(() => expect(log.current.waiting).toBe(2));
  await waitFor(() => expect(log.current.log.rows[3]?.attempts).toBe(3));
  expect(log.current.log.rows[0]).toMatchObject({ id: idAt(50), attempts: 1 });
  act(() => log.current.hold(false));
  await waitFor(() => expect(log.current.log.rows).toHaveLength(52));
  expect(log.current.waiting).toBe(0);
});

test("a burst of changes is one reading, and its rows become true", async () => {
  const runner = runnerWith(50);
  const log = watch(runner);
  await waitFor(() => expect(log.current.log.rows).toHaveLength(50));
  runner.rows.unshift(rowAt(52), rowAt(51));
  runner.rows[5] = rowAt(47, 3);
  act(() => {
    for (const number of [51, 52, 47, 51]) runner.change(number);
  });
  await waitFor(() => expect(log.current.log.rows).toHaveLength(52));
  expect(log.current.log.rows.slice(0, 2).map((row) => row.id)).toEqual([idAt(52), idAt(51)]);
  expect(log.current.log.rows[5]?.attempts).toBe(3);
  expect(runner.asked).toHaveLength(2);
});

test("a change far down is read where it stands", async () => {
  const runner = runnerWith(150);
  const log = watch(runner);
  await waitFor(() => expect(log.current.log.rows).toHaveLength(100));
  act(() => log.current.show(60, 90));
  await waitFor(() => expect(log.current.log.rows).toHaveLength(150));
  runner.rows[140] = rowAt(10, 7);
  act(() => runner.change(10));
  await waitFor(() => expect(log.current.log.rows[140]?.attempts).toBe(7));
  expect(runner.asked.at(-1)).toMatchObject({ after: idAt(11) });
});

test("what came while the runner was away is there when it is back", async () => {
  const runner = runnerWith(3);
  const log = watch(runner);
  await waitFor(() => expect(log.current.log.rows).toHaveLength(3));
  act(() => runner.connect("lost"));
  runner.rows.unshift(rowAt(4));
  expect(log.current.log.rows).toHaveLength(3);
  act(() => runner.connect("connected"));
  await waitFor(() => expect(log.current.log.rows).toHaveLength(4));
});
