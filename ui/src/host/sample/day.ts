import { attempt, type Happening, happen, say } from "./simulate";
import { sampleId, stamp, type World } from "./world";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

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

/** Lets everything happen that happened on that day. */
export function tellTheDay(world: World, now: number): void {
  for (const [ago, name, what, answer] of THE_DAY) {
    const moment = now - ago;
    const automation = world.automations.find((one) => one.settings.name === name);
    if (!automation) throw new Error(`no automation ${name}`);
    for (const delivery of happen(world, automation, what, moment)) {
      if (answer === "held") {
        delivery.row.state = { state: "held", since: stamp(moment), why: "destination_paused" };
        say(delivery);
      } else if (answer === "skip") {
        const reason = { type: "condition" as const, why: delivery.condition ?? "" };
        delivery.row.state = { state: "skipped", at: stamp(moment), reason };
        delivery.request = null;
        delivery.condition = null;
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
  if (shop) shop.paused = { since: stamp(now - 18 * MINUTE), why: "by_hand", probe: null };
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
      signature: wrong
        ? { type: "invalid" as const, why: wrong }
        : { type: "valid" as const, signing: null },
      answered: 200,
      took_ms: 2,
    }))
    .reverse();
}
