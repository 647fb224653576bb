import { describe, expect, test } from "vitest";
import { PLAIN } from "./access-draft";
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
    authentication: { type: "none" as const },
    transport: PLAIN,
    parallel: 2,
    own_hooks: true,
    limits: { per_minute: 10, waiting: 500, when_full: "skip_oldest" as const },
    unhealthy_after_hours: 48,
  },
  paused: null,
  resumed_at: null,
  secret_hint: "••••a1b2",
  secrets: { public_key: null, rotation: null, named: [] },
  built_in: false,
  created_at: "2026-11-23T13:28:10.000Z",
  updated_at: "2026-11-23T13:28:10.000Z",
};

describe("a destination's form", () => {
  test("gives back what it was made of, and keeps the secret", () => {
    expect(destinationSettings(destinationDraft(kept))).toEqual({
      settings: kept.settings,
      secret: null,
      secrets: {},
    });
  });

  test("can say that it is never paused for being unhealthy", () => {
    const settings = { ...kept.settings, unhealthy_after_hours: null };
    const draft = destinationDraft({ ...kept, settings });
    expect(draft.unhealthy_after_hours).toBe("");
    expect(destinationSettings(draft)).toMatchObject({ settings });
    expect(destinationField("unhealthy_after_hours")).toBe("unhealthy_after_hours");
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

  test("carries every kind of authentication and proxy there and back", () => {
    const oauth2 = {
      type: "oauth2" as const,
      token_address: "https://id.example/token",
      client_id: "shop",
      scope: "orders",
      audience: "",
      client_in: "body" as const,
    };
    const proxy = {
      type: "explicit" as const,
      address: "http://proxy.example:3128",
      user: "karin",
      except: ["intranet.example"],
    };
    for (const authentication of [oauth2, { type: "basic" as const, user: "karin" }]) {
      const settings = { ...kept.settings, authentication, transport: { ...PLAIN, proxy } };
      expect(destinationSettings(destinationDraft({ ...kept, settings }))).toMatchObject({
        settings,
      });
    }
  });

  test("hands on only the secrets that were typed", () => {
    const draft = destinationDraft(kept);
    draft.secrets.authentication = "hunter2";
    draft.added = [
      { name: "token", value: "abc" },
      { name: "", value: "" },
    ];
    expect(destinationSettings(draft)).toMatchObject({
      secrets: { authentication: "hunter2", token: "abc" },
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
  ["authentication.user", "authentication.user"],
  ["transport.proxy.address", "transport.proxy.address"],
  ["secrets.authentication", "secrets.authentication"],
  ["", null],
  ["limits.waiting", "limits.waiting"],
  ["built_in", null],
])("a problem of ‘%s’ stands at %s", (field, path) => {
  expect(destinationField(field)).toBe(path);
});

test("a problem of a secret with a name stands at its line", () => {
  const added = [
    { name: "a", value: "" },
    { name: "token", value: "" },
  ];
  expect(destinationField("secrets.token", added)).toBe("added.1.value");
});
