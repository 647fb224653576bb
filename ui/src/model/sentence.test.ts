import { describe, expect, test } from "vitest";
import type { AutomationSettings } from "../bindings/AutomationSettings";
import type { Condition } from "../bindings/Condition";
import type { FileTrigger } from "../bindings/FileTrigger";
import type { Schedule } from "../bindings/Schedule";
import type { Trigger } from "../bindings/Trigger";
import { plain } from "./rich";
import { sentenceOf } from "./sentence";

const names: Record<string, string> = { dst_1: "Accounting", dst_2: "Team chat" };

function said(trigger: Trigger, condition: Condition | null = null, to = ["dst_1"]): string {
  const sends = to.map((destination) => ({
    destination,
    method: "POST" as const,
    path: "",
    headers: [],
    body: { type: "standard" as const },
    gzip: false,
    retry: { type: "patient" as const },
    retry_on: "500-599",
    success_on: "200-299",
    timeout_seconds: 15,
    order: { type: "any" as const },
    useless_after_seconds: null,
  }));
  const limits = { per_minute: null, ignore_repeats_seconds: null };
  const more = { condition, limits, notify_delivered: false, sends };
  const settings: AutomationSettings = { name: "A", enabled: true, trigger, ...more };
  return plain(sentenceOf(settings, (id) => names[id]));
}

function file(more: Partial<FileTrigger>): Trigger {
  return {
    type: "file",
    folder: "/home/karin/Invoices",
    subfolders: true,
    only: ["*"],
    ignore: [],
    on: ["added"],
    settle_seconds: 2,
    ...more,
  } as Trigger;
}

function schedule(schedule: Schedule): Trigger {
  return {
    type: "schedule",
    schedule,
    time_zone: "Europe/Stockholm",
    when_missed: { type: "skip" },
  };
}

const manual: Trigger = { type: "manual" };

describe("the sentence of an automation", () => {
  test.each<[string, Trigger]>([
    ["When a file is added to ~/Invoices → Accounting", file({})],
    ["When a PDF is added to ~/Invoices → Accounting", file({ only: ["*.pdf"] })],
    [
      "When an MP3 is deleted from ~/Invoices → Accounting",
      file({ only: ["*.mp3"], on: ["deleted"] }),
    ],
    [
      "When a file like *.a, *.b changes in ~/Invoices → Accounting",
      file({ only: ["*.a", "*.b"], on: ["changed"] }),
    ],
    [
      "When ~/Invoices/error.log changes → Accounting",
      file({ only: ["error.log"], on: ["changed"] }),
    ],
    [
      "When a file is added, changed, or renamed in ~/Invoices → Accounting",
      file({ on: ["added", "changed", "renamed"] }),
    ],
    ["When a file is added to /srv/drop → Accounting", file({ folder: "/srv/drop" })],
    ["Every 5 minutes → Accounting", schedule({ type: "every", n: 5, unit: "minutes" })],
    ["Every hour → Accounting", schedule({ type: "every", n: 1, unit: "hours" })],
    ["Every day at 02:30 → Accounting", schedule({ type: "daily", at: "02:30" })],
    [
      "Every Monday, Friday at 08:00 → Accounting",
      schedule({ type: "weekly", days: ["monday", "friday"], at: "08:00" }),
    ],
    [
      "On day 31 of each month at 09:00 → Accounting",
      schedule({ type: "monthly", day: 31, at: "09:00" }),
    ],
    [
      "On the schedule 0 9 * * 5#L → Accounting",
      schedule({ type: "cron", expression: "0 9 * * 5#L" }),
    ],
    [
      "When /in/orders is called → Accounting",
      {
        type: "inbound",
        name: "orders",
        methods: ["POST"],
        reply: { status: 202, body: "" },
        callers: "this_computer",
        check: { type: "none" },
      },
    ],
    ["Only by hand → Accounting", manual],
  ])("%s", (words, trigger) => {
    expect(said(trigger)).toBe(words);
  });

  test("names every destination once", () => {
    expect(said(manual, null, ["dst_1", "dst_2", "dst_1"])).toBe(
      "Only by hand → Accounting, Team chat",
    );
  });

  test("says so when a destination is gone", () => {
    expect(said(manual, null, ["dst_9"])).toBe("Only by hand → a deleted destination");
  });
});

describe("its condition", () => {
  const row = { field: "file.size", is: "greater_than" as const, value: 1000 };

  test("is said when it is one", () => {
    const one: Condition = { type: "rows", match: "all", rows: [row], group: null };
    expect(said(manual, one)).toBe("Only by hand, if file size is more than 1000 → Accounting");
  });

  test("says a size in the unit in which it is a whole number", () => {
    const large = { ...row, value: 5 * 1024 * 1024 };
    const one: Condition = { type: "rows", match: "all", rows: [large], group: null };
    expect(said(manual, one)).toBe("Only by hand, if file size is more than 5 MB → Accounting");
  });

  test("is counted when there are several", () => {
    const two: Condition = { type: "rows", match: "any", rows: [row, row], group: null };
    expect(said(manual, two)).toBe("Only by hand, if one of 2 conditions holds → Accounting");
  });

  test("has no value where none is needed", () => {
    const empty: Condition = {
      type: "rows",
      match: "all",
      rows: [{ field: "file.name", is: "is_empty", value: null }],
      group: null,
    };
    expect(said(manual, empty)).toBe("Only by hand, if file name is empty → Accounting");
  });

  test("is quoted when a person wrote it", () => {
    const own: Condition = { type: "expression", expression: "file.size > 1" };
    expect(said(manual, own)).toBe("Only by hand, if file.size > 1 → Accounting");
  });
});
