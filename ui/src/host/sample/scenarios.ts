import type { AutomationSettings } from "../../bindings/AutomationSettings";
import type { Send } from "../../bindings/Send";
import { PRESET_IGNORE } from "../../model/ignore";
import type { Connection } from "../host";
import { attempt, type Happening, happen, say } from "./simulate";
import { automation, destination, INBOUND, sampleId, stamp, type World } from "./world";

/** A situation in which the screens can be looked at and tested. */
export interface Scenario {
  world: World;
  connection: Connection;
  /** What goes on happening while one looks, if anything. */
  live: boolean;
}

/** The situations by name, as `?scenario=` in the address wants them. */
export const scenarios = {
  /** A first start. */
  empty: (now: number): Scenario => quiet(emptyWorld(now)),
  /** A working day. */
  busy: (now: number): Scenario => ({ ...quiet(busyWorld(now)), live: true }),
  /** The same day, standing still: for pictures. */
  still: (now: number): Scenario => quiet(busyWorld(now)),
  /** Little works: a folder is gone, a port is taken, a destination is down. */
  failing: (now: number): Scenario => quiet(failingWorld(now)),
  /** The runner stopped while the window was open. */
  disconnected: (now: number): Scenario => ({
    ...quiet(busyWorld(now)),
    connection: { state: "lost" },
  }),
  /** Window and runner are of different age. */
  mismatch: (now: number): Scenario => ({
    ...quiet(busyWorld(now)),
    connection: {
      state: "mismatch",
      message:
        "The runner speaks version 2 of the contract, this window speaks 1. Update the window.",
    },
  }),
  /** No runner comes up. */
  failed: (now: number): Scenario => ({
    ...quiet(emptyWorld(now)),
    connection: {
      state: "failed",
      message: "The database was made by a newer version of Hookloom. Update the app.",
      details:
        "14:27:52.410  started the runner: exit code 3\n14:27:52.415  hookloom.db has version 4, this runner knows 3\n              version 0.1.0, data folder ~/.local/share/hookloom",
      folder: "/home/karin/.local/share/hookloom",
    },
  }),
} satisfies Record<string, (now: number) => Scenario>;

/** The name of a scenario. */
export type ScenarioName = keyof typeof scenarios;

function quiet(world: World): Scenario {
  return { world, connection: { state: "connected" }, live: false };
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function emptyWorld(now: number): World {
  const inbox = destination(
    {
      name: "Test inbox",
      address: "http://127.0.0.1:8787/test-inbox",
      headers: [],
      signing: { type: "standard_webhooks" },
      parallel: 4,
    },
    now - 30 * DAY,
    { built_in: true, secret_hint: "••••7f3c" },
  );
  return {
    automations: [],
    destinations: [inbox],
    deliveries: [],
    inbox: { address: inbox.settings.address, answer: "ok", requests: [] },
    state: { type: "running" },
    inbound: { type: "listening", address: INBOUND },
    secrets: { type: "key_store" },
    answers: {},
    folders: ["/home/karin/Invoices", "/home/karin/Signed", "/home/karin/Webhook demo"],
    broken: {},
  };
}

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
    retry: { type: "patient" },
    timeout_seconds: 15,
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

function busyWorld(now: number): World {
  const world = emptyWorld(now);
  for (const [name, address] of DESTINATIONS) {
    const settings = {
      name,
      address,
      headers: [],
      signing: { type: "standard_webhooks" as const },
      parallel: 4,
    };
    world.destinations.push(destination(settings, now - 20 * DAY));
  }
  const to = (name: string, more?: Partial<Send>) =>
    sendTo(world.destinations.find((one) => one.settings.name === name)?.id ?? "", more);
  const always = { enabled: true, condition: null };
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
  tellTheDay(world, now);
  return world;
}

type Told = [ago: number, automation: string, what: Happening, answer?: number | "held" | "skip"];

function added(name: string): Happening {
  return {
    kind: "file.added",
    summary: `${name} added`,
    data: {
      name,
      path: `/home/karin/Invoices/${name}`,
      folder: "/home/karin/Invoices",
      relative: name,
      extension: name.split(".").at(-1) ?? "",
      stem: name.replace(/\.[^.]*$/, ""),
      size: 184_320,
      modified: "2026-11-23T13:28:01.000Z",
    },
  };
}

function order(number: number): Happening {
  return {
    kind: "inbound.received",
    summary: "POST /in/orders",
    data: {
      method: "POST",
      query: {},
      headers: { "content-type": "application/json" },
      body: { order: number, customer: "Åsa Hallberg", total: 249.5, currency: "SEK" },
    },
  };
}

const BY_HAND: Happening = { kind: "manual.run", summary: "Run by hand", data: {} };
const DUE: Happening = {
  kind: "schedule.due",
  summary: "Schedule was due",
  data: { due_at: "2026-11-23T07:00:00.000Z" },
};

function renamed(name: string): Happening {
  return { ...added(name), kind: "file.renamed", summary: `${name} renamed` };
}

const THE_DAY: Told[] = [
  [26 * HOUR, "Price list to shop", BY_HAND],
  [12 * HOUR, "Nightly backup check", DUE],
  [6 * HOUR, "Monday sales report", DUE],
  [
    5 * HOUR,
    "Shop error log grew",
    { ...added("error.log"), kind: "file.changed", summary: "error.log changed" },
    401,
  ],
  [3 * HOUR, "Shop orders to print queue", order(10_478)],
  [3 * HOUR - MINUTE, "Invoices to accounting", added("invoice-2229.pdf")],
  [
    2 * HOUR,
    "Shop error log grew",
    { ...added("error.log"), kind: "file.changed", summary: "error.log changed" },
    401,
  ],
  [2 * HOUR - MINUTE, "Shop orders to print queue", order(10_479)],
  [
    HOUR + 20 * MINUTE,
    "Signed contracts",
    renamed("Hallberg final, countersigned and stamped by both parties 2026.pdf"),
  ],
  [HOUR + 10 * MINUTE, "Signed contracts", renamed("Hallberg draft 3.pdf"), "skip"],
  [52 * MINUTE, "Invoices to accounting", added("credit-note-0117.pdf")],
  [43 * MINUTE, "Shop orders to print queue", order(10_480)],
  [18 * MINUTE, "Price list to shop", BY_HAND, "held"],
  [18 * MINUTE - SECOND, "Price list to shop", BY_HAND, "held"],
  [6 * MINUTE, "Shop orders to print queue", order(10_481)],
  [2 * MINUTE, "Invoices to accounting", added("invoice-2230.pdf")],
  [MINUTE, "Shop orders to print queue", order(10_482), 503],
  [5 * SECOND, "Invoices to accounting", added("invoice-2231.pdf")],
];

function tellTheDay(world: World, now: number): void {
  for (const [ago, name, what, answer] of THE_DAY) {
    const moment = now - ago;
    const automation = world.automations.find((one) => one.settings.name === name);
    if (!automation) throw new Error(`no automation ${name}`);
    for (const delivery of happen(world, automation, what, moment)) {
      if (answer === "held") {
        delivery.row.state = { state: "held", since: stamp(moment), why: "destination_paused" };
        say(delivery);
      } else if (answer === "skip") {
        const reason = { type: "condition" as const, why: "the name doesn't contain ‘final’" };
        delivery.row.state = { state: "skipped", at: stamp(moment), reason };
        delivery.request = null;
        say(delivery);
      } else {
        const applies = answer && (answer !== 503 || delivery.row.destination_name === "Shop");
        if (applies) world.answers[delivery.row.destination] = answer;
        attempt(world, delivery, moment + 56);
        if (answer === 503 && applies) attempt(world, delivery, moment + 6 * SECOND);
        world.answers = {};
      }
    }
  }
  const shop = world.destinations.find((one) => one.settings.name === "Shop");
  if (shop) shop.paused = { since: stamp(now - 18 * MINUTE), why: "by_hand" };
  fillInbox(world, now);
}

function fillInbox(world: World, now: number): void {
  const bodies: [ago: number, body: string, wrong?: string][] = [
    [4 * HOUR, '{"type":"manual.run","timestamp":"2026-11-23T10:31:12Z","data":{}}'],
    [
      2 * HOUR,
      '{"type":"file.added","timestamp":"2026-11-23T12:02:18Z","data":{"name":"Hallberg final.pdf","size":184320}}',
    ],
    [
      6 * MINUTE,
      '{"type":"inbound.received","timestamp":"2026-11-23T13:22:07Z","data":{"method":"POST","body":{"order":10481,"customer":"Åsa Hallberg","total":249.00,"currency":"SEK","lines":[{"sku":"A3-LINEN","count":2}]}}}',
      "It doesn't match the secret ••••7f3c: another one was used, or the body was changed.",
    ],
    [
      40 * SECOND,
      '{"type":"file.added","timestamp":"2026-11-23T13:27:41Z","data":{"name":"Webhook demo.txt","size":12}}',
    ],
  ];
  world.inbox.requests = bodies
    .map(([ago, body, wrong]) => ({
      id: sampleId("inb", now - ago),
      at: stamp(now - ago),
      method: "POST",
      target: "/test-inbox",
      headers: [
        ["content-type", "application/json"],
        ["user-agent", "Hookloom/0.1.0"],
        ["webhook-id", sampleId("dlv", now - ago)],
        ["webhook-timestamp", String(Math.floor((now - ago) / 1000))],
        ["webhook-signature", "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="],
      ] as [string, string][],
      body,
      size: new TextEncoder().encode(body).length,
      signature: wrong ? { type: "invalid" as const, why: wrong } : { type: "valid" as const },
      answered: 200,
    }))
    .reverse();
}

function failingWorld(now: number): World {
  const world = busyWorld(now);
  world.inbound = {
    type: "unavailable",
    message: "Port 8787 is used by another program. Close it, then start Hookloom again.",
  };
  world.secrets = {
    type: "encrypted_file",
    path: "/home/karin/.config/hookloom/secrets",
    why: "no password store is running",
  };
  const contracts = world.automations.find((one) => one.settings.name === "Signed contracts");
  if (contracts) {
    world.broken[contracts.id] = "Folder not found: /home/karin/Signed. Choose it again.";
  }
  for (const one of world.destinations) world.answers[one.id] = 503;
  return world;
}
