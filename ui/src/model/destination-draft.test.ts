import { describe, expect, test } from "vitest";
import {
  destinationDraft,
  destinationField,
  destinationSettings,
  newDestination,
} from "./destination-draft";

const kept = {
  id: "dst_1",
  settings: {
    name: "Shop",
    address: "https://shop.example/hooks",
    headers: [{ name: "x-shop-id", value: "7" }],
    signing: { type: "standard_webhooks" as const },
    parallel: 2,
  },
  paused: null,
  secret_hint: "••••a1b2",
  built_in: false,
  created_at: "2026-11-23T13:28:10.000Z",
  updated_at: "2026-11-23T13:28:10.000Z",
};

describe("a destination's form", () => {
  test("gives back what it was made of, and keeps the secret", () => {
    expect(destinationSettings(destinationDraft(kept))).toEqual({
      settings: kept.settings,
      secret: null,
    });
  });

  test("starts with a secret of its own", () => {
    const draft = newDestination();
    const made = destinationSettings({ ...draft, name: " Shop ", address: "https://a.example" });
    expect(made).toMatchObject({ settings: { name: "Shop" }, secret: draft.secret });
  });

  test("hands no secret on when nothing is signed", () => {
    const made = destinationSettings({ ...newDestination(), signing: "none" });
    expect(made).toMatchObject({ settings: { signing: { type: "none" } }, secret: null });
  });

  test("carries a header of one’s own there and back", () => {
    const signing = {
      type: "header" as const,
      header: "X-Mine",
      prefix: "",
      encoding: "base64" as const,
      content: "{{ timestamp }}{{ body }}",
    };
    const settings = { ...kept.settings, signing };
    expect(destinationSettings(destinationDraft({ ...kept, settings }))).toMatchObject({
      settings: { signing },
    });
  });

  test("asks for a number where one is missing", () => {
    expect(destinationSettings({ ...newDestination(), parallel: "" })).toEqual({
      problems: [{ path: "parallel", message: "Enter a number." }],
    });
  });
});

test.each([
  ["headers[1].name", "headers.1.name"],
  ["secret", "secret"],
  ["signing.header", "own.header"],
  ["", null],
  ["limits", null],
])("a problem of ‘%s’ stands at %s", (field, path) => {
  expect(destinationField(field)).toBe(path);
});
