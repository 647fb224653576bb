// @vitest-environment jsdom
import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { prefer } from "../../state/preferences";
import { Arrivals } from "./Arrivals";

const before = [{ id: "dlv_1" }];
const after = [{ id: "dlv_3" }, { id: "dlv_2" }, ...before];

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  prefer({ sayArrivals: true });
});

function saidAfter(millis: number): string | null {
  act(() => vi.advanceTimersByTime(millis));
  return screen.getByRole("status").textContent;
}

test("what arrived is said together, every five seconds", () => {
  const { rerender, unmount } = render(<Arrivals rows={before} waiting={0} />);
  rerender(<Arrivals rows={after} waiting={1} />);
  expect(saidAfter(4900)).toBe("");
  expect(saidAfter(200)).toBe("3 new deliveries arrived.");
  unmount();
});

test("nothing is said where that was switched off", () => {
  prefer({ sayArrivals: false });
  const { rerender, unmount } = render(<Arrivals rows={before} waiting={0} />);
  rerender(<Arrivals rows={after} waiting={0} />);
  expect(saidAfter(10_000)).toBe("");
  unmount();
});
