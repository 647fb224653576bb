import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Change } from "../bindings/Change";
import type { Connection, Host } from "../host/host";
import { followChanges } from "./changes";
import { keys } from "./queries";

function stage(first: Connection = { state: "connected" }) {
  let tell: (change: Change) => void = () => {};
  let connect: (connection: Connection) => void = () => {};
  const host = {
    changes: (listener: typeof tell) => {
      tell = listener;
      return () => {};
    },
    connection: (listener: typeof connect) => {
      connect = listener;
      listener(first);
      return () => {};
    },
  } as unknown as Host;
  const client = new QueryClient();
  const invalidated = vi.spyOn(client, "invalidateQueries").mockResolvedValue();
  const stop = followChanges(host, client);
  return {
    tell: (change: Change) => tell(change),
    connect: (connection: Connection) => connect(connection),
    told: () => invalidated.mock.calls.map(([filters]) => filters?.queryKey ?? "everything"),
    stop,
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("many changes of one thing make it be read again once", () => {
  const { tell, told } = stage();
  for (let times = 0; times < 50; times += 1) tell({ type: "status" });
  tell({ type: "inbox" });
  expect(told()).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(told()).toEqual([keys.status, keys.inbox, keys.overview, keys.map]);
});

test("what sums up deliveries is read twice a second, however many there are", () => {
  const { tell, told } = stage();
  for (let times = 0; times < 100; times += 1) {
    tell({ type: "delivery", id: "dlv_1" });
    vi.advanceTimersByTime(20);
  }
  const readings = (key: unknown) => told().filter((one) => one === key).length;
  expect(readings(keys.overview)).toBe(4);
  expect(readings(keys.status)).toBe(4);
});

test("a single delivery shows at once in all that it changes", () => {
  const { tell, told } = stage();
  tell({ type: "delivery", id: "dlv_1" });
  vi.advanceTimersByTime(100);
  expect(told()).toContainEqual(keys.delivery("dlv_1"));
  expect(told()).toContainEqual(keys.status);
});

test("when changes were missed everything is read again", () => {
  const { tell, told } = stage();
  tell({ type: "status" });
  tell({ type: "missed" });
  vi.advanceTimersByTime(100);
  expect(told()).toEqual(["everything"]);
});

test("when the runner is back everything is read again", () => {
  const { connect, told } = stage();
  connect({ state: "connected" });
  vi.advanceTimersByTime(100);
  expect(told()).toEqual([]);
  connect({ state: "lost" });
  connect({ state: "connected" });
  vi.advanceTimersByTime(100);
  expect(told()).toEqual(["everything"]);
});

test("what was asked while the window opened is not asked again", () => {
  const { connect, told } = stage({ state: "connecting" });
  vi.advanceTimersByTime(9000);
  connect({ state: "connected" });
  vi.advanceTimersByTime(100);
  expect(told()).toEqual([]);
});

test("what a runner came up too late to answer is read again", () => {
  const { connect, told } = stage({ state: "connecting" });
  vi.advanceTimersByTime(10_000);
  connect({ state: "connected" });
  vi.advanceTimersByTime(100);
  expect(told()).toEqual(["everything"]);
});

test("what could not be asked of a runner that failed is read when there is one", () => {
  const { connect, told } = stage({ state: "connecting" });
  connect({ state: "failed", message: "", details: "", folder: null });
  connect({ state: "connecting" });
  connect({ state: "connected" });
  vi.advanceTimersByTime(100);
  expect(told()).toEqual(["everything"]);
});

test("nothing is read for a window that is gone", () => {
  const { tell, told, stop } = stage();
  tell({ type: "status" });
  stop();
  vi.advanceTimersByTime(1000);
  expect(told()).toEqual([]);
});
