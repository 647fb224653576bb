import { describe, expect, test } from "vitest";
import { arrange, BOX, countCrossings, type Link } from "./layout";

/** `a>x b>x,y` as links. */
function links(text: string): Link[] {
  return text
    .split(" ")
    .filter(Boolean)
    .flatMap((part) => {
      const [automation = "", to = ""] = part.split(">");
      return to.split(",").map((destination) => ({ automation, destination }));
    });
}

function arranged(text: string) {
  const all = links(text);
  const unique = (ids: string[]) => [...new Set(ids)].sort();
  const automations = unique(all.map((link) => link.automation));
  const destinations = unique(all.map((link) => link.destination));
  const made = arrange(automations, destinations, all);
  const order = (heights: Map<string, number>) =>
    [...heights].sort((a, b) => a[1] - b[1]).map(([id]) => id);
  return { ...made, left: order(made.automations), right: order(made.destinations), all };
}

describe("threads", () => {
  test.each([
    "a>x b>y c>z",
    "a>z b>y c>x",
    "a>x b>x c>y d>y",
    "a>x b>y c>x d>y",
    "a>x,y b>y,z c>z,w",
    "a>w b>x,y c>w,x d>y,z",
    "a>t b>v c>w,x d>z e>y f>v g>y,x",
  ])("of %s do not cross, as they need not", (text) => {
    const { left, right, all } = arranged(text);
    expect(countCrossings(left, right, all)).toBe(0);
  });

  test("that have to cross are counted", () => {
    expect(countCrossings(["a", "b"], ["x", "y"], links("a>x,y b>x,y"))).toBe(1);
    expect(countCrossings(["a", "b"], ["x", "y"], links("a>y b>x"))).toBe(1);
  });
});

test("a destination stands in the middle of what sends to it", () => {
  const { automations, destinations } = arranged("a>x b>x c>x");
  expect(destinations.get("x")).toBe(automations.get("b"));
});

test("no two boxes overlap, however many meet", () => {
  const { automations, destinations } = arranged("a>p,q,r,s,t,u,v,w b>p,w c>x");
  for (const heights of [automations, destinations]) {
    const sorted = [...heights.values()].sort((a, b) => a - b);
    for (const [index, height] of sorted.entries()) {
      const next = sorted[index + 1];
      if (next !== undefined) expect(next - height).toBeGreaterThan(BOX.height);
      expect(height).toBeGreaterThan(0);
    }
  }
});

test("destinations that nothing uses stand below the others", () => {
  const { destinations } = arrange(["a"], ["x", "y"], links("a>x"));
  expect(destinations.get("y")).toBeGreaterThan(destinations.get("x") ?? 0);
});

test("without anything there is nothing to arrange", () => {
  const { automations, destinations } = arrange([], [], []);
  expect([automations.size, destinations.size]).toEqual([0, 0]);
});

test("the same things are arranged the same way again", () => {
  const text = "a>w b>x,y c>w,x d>y,z e>z,w";
  expect(arranged(text).left).toEqual(arranged(text).left);
});

test("two hundred automations all find their place", () => {
  const many = Array.from({ length: 200 }, (_, n) => `a${n}>d${(n * 7) % 40},d${(n * 3) % 40}`);
  const { automations, destinations } = arranged(many.join(" "));
  expect([new Set(automations.values()).size, destinations.size]).toEqual([200, 40]);
});
