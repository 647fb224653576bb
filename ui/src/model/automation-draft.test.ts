import { describe, expect, test } from "vitest";
import type { AutomationSettings } from "../bindings/AutomationSettings";
import type { Send } from "../bindings/Send";
import {
  type AutomationDraft,
  automationDraft,
  automationField,
  automationSettings,
  newAutomation,
} from "./automation-draft";

const send: Send = {
  destination: "dst_1",
  method: "PUT",
  path: "/invoices/{{ file.name }}",
  headers: [{ name: "x-shop", value: "7" }],
  body: { type: "standard" },
  gzip: false,
  retry: { type: "patient" },
  retry_on: "404, 500-599",
  success_on: "200-299, 302, 410",
  timeout_seconds: 20,
  order: { type: "key", template: "{{ file.path }}" },
  useless_after_seconds: 600,
};

const base: AutomationSettings = {
  name: "Invoices",
  enabled: false,
  trigger: { type: "manual" },
  condition: null,
  limits: { per_minute: null, ignore_repeats_seconds: null },
  notify_delivered: false,
  sends: [send],
};

const whole: [string, Partial<AutomationSettings>][] = [
  [
    "files",
    {
      trigger: {
        type: "file",
        folder: "/in",
        subfolders: false,
        only: ["*.pdf"],
        ignore: ["*.bak"],
        on: ["changed", "deleted"],
        settle_seconds: 0.5,
        while_away: true,
        several: "group",
        content: "base64",
        content_kb: 1024,
        poll: true,
      },
    },
  ],
  [
    "an interval",
    {
      trigger: {
        type: "schedule",
        schedule: { type: "every", n: 5, unit: "hours" },
        time_zone: "Europe/Stockholm",
        when_missed: { type: "run_all", within_minutes: 90 },
      },
    },
  ],
  [
    "days of the week",
    {
      trigger: {
        type: "schedule",
        schedule: { type: "weekly", days: ["monday", "friday"], at: "08:00" },
        time_zone: "UTC",
        when_missed: { type: "skip" },
      },
    },
  ],
  [
    "a day of the month",
    {
      trigger: {
        type: "schedule",
        schedule: { type: "monthly", day: 31, at: "23:59" },
        time_zone: "UTC",
        when_missed: { type: "run_once" },
      },
    },
  ],
  [
    "a custom schedule",
    {
      trigger: {
        type: "schedule",
        schedule: { type: "cron", expression: "0 9 * * 5#L" },
        time_zone: "UTC",
        when_missed: { type: "run_once" },
      },
    },
  ],
  [
    "incoming calls",
    {
      trigger: {
        type: "inbound",
        name: "orders",
        methods: ["GET", "POST"],
        reply: { status: 204, body: "" },
        callers: "this_computer",
        check: { type: "none" },
      },
    },
  ],
  [
    "incoming calls from the network, with a secret in a header",
    {
      trigger: {
        type: "inbound",
        name: "orders",
        methods: ["POST"],
        reply: { status: 200, body: "thanks" },
        callers: "network",
        check: { type: "secret_header", header: "X-Token" },
      },
    },
  ],
  [
    "incoming calls that are signed in a way of one's own",
    {
      trigger: {
        type: "inbound",
        name: "orders",
        methods: ["POST"],
        reply: { status: 202, body: "" },
        callers: "this_computer",
        check: {
          type: "signature",
          signing: {
            type: "header",
            header: "X-Sign",
            prefix: "",
            encoding: "base64",
            content: "{{ timestamp }}.{{ body }}",
          },
        },
      },
    },
  ],
  [
    "rows with a group",
    {
      condition: {
        type: "rows",
        match: "any",
        rows: [
          { field: "file.size", is: "greater_than", value: 1000 },
          { field: "file.name", is: "is_one_of", value: ["a", "b"] },
          { field: "file.stem", is: "is_not_empty", value: null },
        ],
        group: { match: "all", rows: [{ field: "file.name", is: "contains", value: "7" }] },
      },
    },
  ],
  ["word of what arrives", { notify_delivered: true }],
  ["limits", { limits: { per_minute: 30, ignore_repeats_seconds: 60 } }],
  ["an expression", { condition: { type: "expression", expression: "file.size > 1" } }],
  ["JSON of one's own", { sends: [{ ...send, body: { type: "json", template: "{}" } }] }],
  ["a method of one's own", { sends: [{ ...send, method: "PURGE" }] }],
  ["a CloudEvent", { sends: [{ ...send, body: { type: "cloud_events", mode: "binary" } }] }],
  ["XML of one's own", { sends: [{ ...send, body: { type: "xml", template: "<a/>" } }] }],
  [
    "a file, compressed",
    {
      sends: [
        { ...send, gzip: true, body: { type: "file", content_type: "text/csv", max_mb: 100 } },
      ],
    },
  ],
  [
    "a form with files",
    {
      sends: [
        {
          ...send,
          body: {
            type: "multipart",
            max_mb: 5,
            parts: [
              { type: "field", name: "a", value: "b" },
              { type: "file", name: "file" },
            ],
          },
        },
      ],
    },
  ],
  ["text", { sends: [{ ...send, body: { type: "text", template: "hello" } }] }],
  [
    "a form and distances of one's own",
    {
      sends: [
        {
          ...send,
          body: { type: "form", fields: [{ name: "a", value: "b" }] },
          retry: { type: "own", delays_seconds: [1, 60] },
        },
      ],
    },
  ],
  [
    "two destinations",
    { sends: [send, { ...send, destination: "dst_2", body: { type: "none" } }] },
  ],
];

describe("the form of an automation gives back what it was made of", () => {
  test.each(whole)("%s", (_, part) => {
    const settings = { ...base, ...part };
    expect(automationSettings(automationDraft(settings, "UTC"))).toEqual({
      settings,
      secret: null,
    });
  });
});

function draft(part: Partial<AutomationDraft>): AutomationDraft {
  return { ...newAutomation("dst_1", "UTC"), name: "A", ...part };
}

describe("a new automation", () => {
  test("watches for added files and always sends", () => {
    expect(automationSettings(draft({ name: " A " }))).toMatchObject({
      settings: {
        name: "A",
        enabled: true,
        condition: null,
        trigger: { type: "file", on: ["added"] },
        sends: [{ destination: "dst_1", body: { type: "standard" } }],
      },
    });
  });

  test("has no condition when an expression was begun and not written", () => {
    const { condition } = newAutomation(null, "UTC");
    const made = automationSettings(draft({ condition: { ...condition, kind: "expression" } }));
    expect(made).toMatchObject({ settings: { condition: null } });
  });
});

describe("what can't even be said to the runner is found by the form", () => {
  test("a destination that was not chosen, a number that is missing, a distance that is none", () => {
    const made = newAutomation(null, "UTC");
    const [first] = made.sends;
    if (!first) throw new Error("a new automation has a send");
    const sends = [
      { ...first, retry: "own" as const, delays: "10, soon", timeout_seconds: "" as const },
    ];
    const file = { ...made.file, settle_seconds: "" as const };
    expect(automationSettings({ ...made, file, sends })).toEqual({
      problems: [
        { path: "file.settle_seconds", message: "Enter a number." },
        { path: "sends.0.destination", message: "Choose where to send it." },
        {
          path: "sends.0.delays",
          message: "Write whole seconds separated by commas; you wrote “soon”.",
        },
        { path: "sends.0.timeout_seconds", message: "Enter a number." },
      ],
    });
  });
});

describe("a problem that the runner finds stands at its field", () => {
  const json = automationDraft(
    { ...base, sends: [{ ...send, body: { type: "json", template: "" } }] },
    "UTC",
  );
  test.each<[Partial<AutomationDraft>, string, string | null]>([
    [{}, "name", "name"],
    [{ when: "file" }, "trigger.folder", "file.folder"],
    [{ when: "file" }, "trigger.only[2]", "file.only"],
    [{ when: "schedule" }, "trigger.schedule.expression", "schedule.expression"],
    [{ when: "schedule" }, "trigger.time_zone", "schedule.time_zone"],
    [{ when: "schedule" }, "trigger.when_missed.within_minutes", "schedule.within_minutes"],
    [{ when: "inbound" }, "trigger.reply.status", "inbound.reply.status"],
    [{ when: "inbound" }, "trigger.check.signing.header", "inbound.own.header"],
    [{ when: "inbound" }, "trigger.check.header", "inbound.header"],
    [{ when: "inbound" }, "trigger.callers", "inbound.callers"],
    [{ when: "inbound" }, "secret", "inbound.secret"],
    [{ when: "manual" }, "trigger", null],
    [{}, "condition.rows[1].value", "condition.rows.1.value"],
    [{}, "condition.group.rows[0].field", "condition.group.rows.0.field"],
    [{}, "condition.rows", "condition"],
    [{}, "condition.expression", "condition.expression"],
    [{}, "sends[0].destination", "sends.0.destination"],
    [{}, "sends[0].body.parts[1].value", "sends.0.parts.1.value"],
    [{}, "sends[0].body.max_mb", "sends.0.max_mb"],
    [{}, "sends[0].headers[1].name", "sends.0.headers.1.name"],
    [{}, "sends[0].body.template", "sends.0.json"],
    [{}, "sends[0].body.fields[1].name", "sends.0.form.1.name"],
    [{}, "sends[0].retry.delays_seconds[2]", "sends.0.delays"],
    [{}, "sends[0].retry_on", "sends.0.retry_on"],
    [{}, "sends[0].success_on", "sends.0.success_on"],
    [{}, "sends[0].timeout_seconds", "sends.0.timeout_seconds"],
    [{}, "something.new", null],
    [{}, "", null],
  ])("%o %s", (part, field, path) => {
    expect(automationField(field, { ...json, ...part })).toBe(path);
  });
});
