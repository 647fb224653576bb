// @vitest-environment jsdom
import { ActionIcon, Checkbox, MantineProvider, Switch } from "@mantine/core";
import { render } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { theme } from "./theme";

// The browser's own, which the test's document lacks.
vi.stubGlobal("matchMedia", () => ({
  matches: false,
  addEventListener: () => {},
  removeEventListener: () => {},
}));

test("what stands in every row of a list has no custom properties in its own style", () => {
  const { container } = render(
    <MantineProvider theme={theme}>
      <Checkbox defaultChecked label="A" />
      <Switch defaultChecked label="B" />
      <ActionIcon size="xs" aria-label="C" />
    </MantineProvider>,
  );
  expect(container.querySelectorAll("input, button")).toHaveLength(3);
  const elements = [...container.querySelectorAll<HTMLElement>("*")];
  const names = elements.flatMap((element) => [...element.style]);
  expect(names.filter((name) => name.startsWith("--"))).toEqual([]);
});
