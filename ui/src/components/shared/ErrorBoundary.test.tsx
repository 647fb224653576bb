// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { words } from "../../model/en";
import { ErrorBoundary } from "./ErrorBoundary";

let broken = true;

beforeEach(() => {
  broken = true;
  // React reports what a boundary caught; here that is what is wanted.
  vi.spyOn(console, "error").mockImplementation(() => {});
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function Part() {
  if (broken) throw new Error("no such thing");
  return <p>All is well.</p>;
}

function window(of: string, strip: boolean) {
  return (
    <MantineProvider>
      <ErrorBoundary of={of} strip={strip}>
        <Part />
      </ErrorBoundary>
      <p>The rest</p>
    </MantineProvider>
  );
}

for (const strip of [false, true]) {
  test(`${strip ? "a strip" : "a part"} that fails leaves the rest, and comes back when it is reloaded`, () => {
    render(window("home", strip));
    expect(screen.getByText("The rest")).toBeDefined();
    const told = screen.getByRole("alert");
    expect(`${told.textContent} ${told.title}`).toContain("no such thing");
    broken = false;
    fireEvent.click(screen.getByRole("button", { name: words.trouble.reload }));
    expect(screen.getByText("All is well.")).toBeDefined();
    expect(screen.queryByRole("alert")).toBeNull();
  });
}

test("a part that failed is tried again at another place", () => {
  const { rerender } = render(window("home", true));
  expect(screen.getByRole("alert")).toBeDefined();
  broken = false;
  rerender(window("map", true));
  expect(screen.getByText("All is well.")).toBeDefined();
});
