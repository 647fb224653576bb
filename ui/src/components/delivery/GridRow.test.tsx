// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { DeliveryRow } from "../../bindings/DeliveryRow";
import { theme } from "../../styles/theme";
import { GridRow, RowToCome } from "./GridRow";

// The browser's own, which the test's document lacks.
vi.stubGlobal("matchMedia", () => ({
  matches: false,
  addEventListener: () => {},
  removeEventListener: () => {},
}));

/** Whatever a row can show is shown. */
const row: DeliveryRow = {
  id: "dlv_1",
  automation: "aut_1",
  automation_name: "Invoices",
  kind: "file.added",
  destination: "dst_1",
  destination_name: "Bookkeeping",
  summary: "invoice-2231.pdf added",
  state: { state: "pending", due_at: "2026-01-01T00:00:00Z" },
  attempts: 1,
  last_status: 503,
  took_ms: 20,
  created_at: new Date().toISOString(),
  resent: true,
  copy_of: "dlv_0",
  behind: false,
  test: true,
};

/** The names of all properties in the style of elements themselves. */
function ownProperties(within: HTMLElement): string[] {
  const elements = [...within.querySelectorAll<HTMLElement>("[style]")];
  return elements.flatMap((element) => [...element.style]);
}

test("no element of a row has a custom property, which WebKitGTK never gives back", () => {
  const nothing = () => {};
  const { container } = render(
    <MantineProvider theme={theme}>
      <GridRow row={row} index={0} offset={0} chosen marked onChoose={nothing} onMark={nothing} />
      <RowToCome index={1} offset={36} />
    </MantineProvider>,
  );
  expect(container.querySelector("input")).not.toBeNull();
  const found = ownProperties(container);
  expect(found).toContain("transform");
  expect(found.filter((name) => name.startsWith("--"))).toEqual([]);
});
