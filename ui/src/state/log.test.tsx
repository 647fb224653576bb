// @vitest-environment jsdom
import { act, cleanup, configure, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Change } from "../bindings/Change";
import type { Command } from "../bindings/Command";
import type { DeliveryRow } from "../bindings/DeliveryRow";
import type { Connection, Host } from "../host/host";
import { HostProvider } from "./host";
import { useLog } from "./log";

// A busy machine is slow, and slowness is no failure.
configure({ asyncUtilTimeout: 10_000 });

const filter = { states: [], automation: null, destination: null };
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
      const { after, limit } = command;
      const from = after ? rows.findIndex((row) => row.id < after) : 0;
      return { rows: from < 0 ? [] : rows.slice(from, from + limit), total: rows.length };
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

test("the newest page is read first, and older ones when they are wanted", async () => {
  const runner = runnerWith(250);
  const log = watch(runner);
  await waitFor(() => expect(log.current.log.rows).toHaveLength(100));
  expect(log.current.log.total).toBe(250);
  act(() => log.current.more());
  await waitFor(() => expect(log.current.log.rows).toHaveLength(200));
  act(() => log.current.more());
  await waitFor(() => expect(log.current.log.rows).toHaveLength(250));
  act(() => log.current.more());
  expect(runner.asked).toHaveLength(3);
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
  act(() => log.current.more());
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
