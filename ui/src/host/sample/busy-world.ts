import type { AutomationSettings } from "../../bindings/AutomationSettings";
import type { Send } from "../../bindings/Send";
import { PLAIN } from "../../model/access-draft";
import { PRESET_IGNORE } from "../../model/ignore";
import { USUAL_ANSWERS, USUAL_SUCCESS } from "../../model/send-draft";
import { tellTheDay } from "./day";
import { fillHistory } from "./history";
import { automation, destination, emptyWorld, type World } from "./world";

const DAY = 86_400_000;

const DESTINATIONS: [name: string, address: string][] = [
  ["Accounting", "https://books.lindqvist.example/hooks"],
  ["Shop", "https://shop.example/api/webhooks/orders"],
  ["Team chat", "https://chat.example/hooks/T024BE7LD"],
  ["Backup monitor", "https://uptime.example/ping/0193a5c2"],
  ["Client desk", "https://desk.hallberg.example/incoming"],
  ["On call", "https://oncall.example/v1/alerts"],
];

function sendTo(id: string, more: Partial<Send> = {}): Send {
  return {
    destination: id,
    method: "POST",
    path: "",
    headers: [],
    body: { type: "standard" },
    gzip: false,
    retry: { type: "patient" },
    retry_on: USUAL_ANSWERS,
    success_on: USUAL_SUCCESS,
    timeout_seconds: 15,
    order: { type: "any" },
    useless_after_seconds: null,
    ...more,
  };
}

function file(folder: string, only: string[], on: ("added" | "changed" | "renamed")[] = ["added"]) {
  return {
    type: "file" as const,
    folder,
    subfolders: true,
    only,
    ignore: PRESET_IGNORE,
    on,
    settle_seconds: 2,
    while_away: false,
    several: "each" as const,
    content: "none" as const,
    content_kb: 256,
    poll: false,
  };
}

function at(time: string, days?: "monday"[]) {
  const schedule = days
    ? { type: "weekly" as const, days, at: time }
    : { type: "daily" as const, at: time };
  return {
    type: "schedule" as const,
    schedule,
    time_zone: "Europe/Stockholm",
    when_missed: { type: "run_once" as const },
  };
}

/** A world on a working day. */
export function busyWorld(now: number): World {
  const world = emptyWorld(now);
  for (const [name, address] of DESTINATIONS) {
    const settings = {
      name,
      address,
      headers: [],
      signing: { type: "standard_webhooks" as const },
      authentication: { type: "none" as const },
      transport: PLAIN,
      parallel: 4,
      own_hooks: false,
      limits: { per_minute: null, waiting: null, when_full: "skip_new" as const },
      unhealthy_after_hours: 120,
    };
    world.destinations.push(destination(settings, now - 20 * DAY));
  }
  const to = (name: string, more?: Partial<Send>) =>
    sendTo(world.destinations.find((one) => one.settings.name === name)?.id ?? "", more);
  const limits = { per_minute: null, ignore_repeats_seconds: null };
  const always = { enabled: true, condition: null, limits, notify_delivered: false };
  const settings: AutomationSettings[] = [
    {
      ...always,
      name: "Invoices to accounting",
      trigger: file("/home/karin/Invoices", ["*.pdf"]),
      condition: {
        type: "rows",
        match: "all",
        rows: [
          { field: "file.size", is: "greater_than", value: 1000 },
          { field: "file.name", is: "does_not_contain", value: "draft" },
        ],
        group: null,
      },
      sends: [to("Accounting", { path: "/invoices" })],
    },
    {
      ...always,
      name: "Shop orders to print queue",
      trigger: {
        type: "inbound",
        name: "orders",
        methods: ["POST"],
        reply: { status: 202, body: "" },
        callers: "this_computer",
        check: { type: "none" },
      },
      condition: { type: "expression", expression: "inbound.body.total > 0" },
      sends: [to("Shop"), to("Team chat")],
    },
    {
      ...always,
      name: "Nightly backup check",
      trigger: at("02:30"),
      sends: [to("Backup monitor")],
    },
    {
      ...always,
      name: "Signed contracts",
      trigger: file("/home/karin/Signed", ["*"], ["renamed"]),
      condition: {
        type: "rows",
        match: "all",
        rows: [{ field: "file.name", is: "contains", value: "final" }],
        group: null,
      },
      sends: [to("Client desk")],
    },
    {
      ...always,
      name: "Shop error log grew",
      trigger: file("/home/karin/srv/shop", ["error.log"], ["changed"]),
      sends: [to("On call")],
    },
    {
      ...always,
      name: "Monday sales report",
      trigger: at("08:00", ["monday"]),
      sends: [to("Accounting"), to("Team chat")],
    },
    { ...always, name: "Price list to shop", trigger: { type: "manual" }, sends: [to("Shop")] },
    {
      ...always,
      enabled: false,
      name: "Heartbeat",
      trigger: {
        type: "schedule",
        schedule: { type: "every", n: 5, unit: "minutes" },
        time_zone: "Europe/Stockholm",
        when_missed: { type: "skip" },
      },
      sends: [to("Test inbox")],
    },
  ];
  world.automations = settings.map((one) => automation(one, now - 19 * DAY));
  world.folders.push("/home/karin/srv/shop");
  fillHistory(world, now);
  tellTheDay(world, now);
  return world;
}
