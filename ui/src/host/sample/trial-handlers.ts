import type { AutomationSettings } from "../../bindings/AutomationSettings";
import type { BackTest } from "../../bindings/BackTest";
import type { BackTestPart } from "../../bindings/BackTestPart";
import type { Condition } from "../../bindings/Condition";
import type { Event } from "../../bindings/Event";
import type { EventKind } from "../../bindings/EventKind";
import type { Preview } from "../../bindings/Preview";
import type { Problem } from "../../bindings/Problem";
import type { Request } from "../../bindings/Request";
import type { SampleField } from "../../bindings/SampleField";
import type { SampleSource } from "../../bindings/SampleSource";
import type { Send } from "../../bindings/Send";
import type { Trigger } from "../../bindings/Trigger";
import { fieldPaths, sampleData } from "../../model/sample-event";
import { checkAutomation } from "./checks";
import { contextOf, lookUp, render, templateProblems, verdictOf } from "./render";
import { delaysOf, happen } from "./simulate";
import { accept, find, type Handlers, refuse, type Stage } from "./stage";
import { automation, sampleId, stamp, type World } from "./world";

type Commands =
  | "list_samples"
  | "read_sample"
  | "preview_automation"
  | "test_automation"
  | "back_test_automation"
  | "rewrite_condition";

const KINDS: Record<Trigger["type"], EventKind> = {
  file: "file.added",
  schedule: "schedule.due",
  inbound: "inbound.received",
  manual: "manual.run",
};

/** What can be asked about settings before they are saved. */
export function trialHandlers(stage: Stage): Pick<Handlers, Commands> {
  const { world } = stage;
  return {
    list_samples: ({ id, trigger }) =>
      world.deliveries
        .filter(
          ({ row, event }) =>
            !row.test && row.automation === id && event.kind.startsWith(trigger.type),
        )
        // An event that went to several destinations is still one event.
        .filter((one, at, all) => all.findIndex(({ event }) => event.id === one.event.id) === at)
        .slice(0, 20)
        .map(({ row, event }) => ({
          automation: event.automation,
          automation_name: row.automation_name,
          event: event.id,
          kind: event.kind,
          at: event.at,
          summary: event.summary,
        })),
    read_sample: ({ trigger, source }) => {
      const event = eventOf(world, trigger, source);
      return { event, fields: fieldsOf(trigger, event) };
    },
    preview_automation: ({ id, settings, send, source }) =>
      previewed(world, id, settings, send, eventOf(world, settings.trigger, source)),
    test_automation: ({ id, settings, send: index, source }) => {
      const send = settings.sends[index];
      if (!send) return refuse("invalid", "Choose where to send it.");
      const problems = problemsOf(world, id, settings, eventOf(world, settings.trigger, source));
      accept(problems.filter(({ field }) => field.startsWith(`sends[${index}]`)));
      const event = eventOf(world, settings.trigger, source);
      const of = world.automations.find((one) => one.id === id);
      const tried = automation({ ...settings, sends: [send] }, Date.now());
      if (of) tried.id = of.id;
      if (!of) tried.settings.name = "Unsaved automation";
      const [made] = happen(world, tried, event, Date.now());
      if (!made?.request) return refuse("failed", "It could not be sent.");
      made.row = { ...made.row, test: true };
      made.attempts_allowed = 1;
      made.request.headers.push(["webhook-test", "true"]);
      stage.emit({ type: "delivery", id: made.row.id });
      stage.send(made);
      return made.row;
    },
    back_test_automation: ({ id, settings, days }) => compared(world, id, settings, days),
    rewrite_condition: ({ condition }) => rewritten(condition),
  };
}

function eventOf(world: World, trigger: Trigger, source: SampleSource): Event {
  const madeUp: Event = {
    id: "evt_00000000000000000000000000000003",
    automation: "atm_00000000000000000000000000000002",
    kind: KINDS[trigger.type],
    at: stamp(Date.now()),
    summary: trigger.type === "file" ? "invoice-42.pdf added" : "Made up",
    data: sampleData(trigger.type),
  };
  if (source.type === "made_up") return madeUp;
  if (source.type === "edited") return { ...madeUp, kind: source.kind, data: source.data };
  const found = world.deliveries.find(({ event }) => event.id === source.event);
  return found?.event ?? refuse("not_found", "There is no such event any more.");
}

function fieldsOf(trigger: Trigger, event: Event): SampleField[] {
  const context = { [trigger.type]: event.data, event: { type: event.kind, timestamp: event.at } };
  return fieldPaths(trigger.type, event.data).map((path) => {
    const value = lookUp(context, path);
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return { path, written: path, value: value === undefined ? null : (text ?? null) };
  });
}

function problemsOf(world: World, id: string | null, settings: AutomationSettings, event: Event) {
  const context = contextOf(settings, event, Date.parse(event.at));
  return [
    ...checkAutomation(world, settings, id),
    ...settings.sends.flatMap((send, index) => templateProblems(send, `sends[${index}]`, context)),
  ];
}

function previewed(
  world: World,
  id: string | null,
  settings: AutomationSettings,
  index: number,
  event: Event,
): Preview {
  const problems = problemsOf(world, id, settings, event);
  const at = Date.parse(event.at);
  const { condition } = settings;
  const send = settings.sends[index];
  const destination = world.destinations.find((one) => one.id === send?.destination);
  const wrong = problems.some(({ field }) => field.startsWith(`sends[${index}]`));
  const sound = !problems.some(({ field }) => field.startsWith("condition"));
  const request =
    send && destination && !wrong ? render(settings, send, destination, event, at) : null;
  return {
    verdict: condition && sound ? verdictOf(condition, contextOf(settings, event, at)) : null,
    request: request && asSent(request, destination?.settings.signing.type !== "none"),
    curl: request && curlOf(request),
    problems,
    warnings: settings.sends.flatMap((one, at) => warningsOf(world, one, at)),
    tries: settings.sends.map((one) => triesOf(delaysOf(one.retry))),
  };
}

function warningsOf(world: World, send: Send, index: number): Problem[] {
  const to = world.destinations.find((one) => one.id === send.destination)?.settings.address ?? "";
  if (!to.startsWith("http://") || /^http:\/\/(127\.0\.0\.1|localhost)/.test(to)) return [];
  const message = "Not encrypted: others on the network could read this.";
  return [{ field: `sends[${index}].destination`, message }];
}

function triesOf(delays: number[]): string[] {
  let at = Date.now();
  return delays.map((delay) => {
    at += delay * 1000;
    return stamp(at);
  });
}

function asSent(request: Request, signed: boolean): Request {
  const added: [string, string][] = [
    ["user-agent", "Hookloom/0.1.0"],
    ["webhook-id", sampleId("dlv", 1_795_444_083_000)],
    ["webhook-timestamp", String(Math.floor(Date.now() / 1000))],
    ...(signed ? [["webhook-signature", "v1,••••••••••••••••"] as [string, string]] : []),
  ];
  return { ...request, headers: [...request.headers, ...added] };
}

function curlOf({ method, url, headers, body }: Request): string {
  const lines = headers.map(([name, value]) => `  -H '${name}: ${value}' \\\n`).join("");
  return `WEBHOOK_BODY='${body ?? ""}'\nWEBHOOK_KEY=$(printf %s "\${WEBHOOK_SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')\ncurl -X ${method} '${url}' \\\n${lines}  --data-raw "$WEBHOOK_BODY"`;
}

function compared(
  world: World,
  id: string | null,
  settings: AutomationSettings,
  days: number,
): BackTest {
  accept(checkAutomation(world, settings, id));
  const from = Date.now() - days * 86_400_000;
  const past = world.deliveries.filter(
    ({ row }) => row.automation === id && !row.test && Date.parse(row.created_at) >= from,
  );
  const parts = { added: none(), removed: none(), changed: none() };
  let same = 0;
  for (const { row, event, request } of past) {
    const at = Date.parse(event.at);
    const verdict =
      settings.condition && verdictOf(settings.condition, contextOf(settings, event, at));
    const destination = find(world.destinations, row.destination);
    const send = settings.sends.find((one) => one.destination === destination.id);
    const after =
      send && verdict?.passed !== false ? render(settings, send, destination, event, at) : null;
    const before = row.state.state === "skipped" ? null : request;
    const part =
      before && after ? parts.changed : before ? parts.removed : after ? parts.added : null;
    if (JSON.stringify(before) === JSON.stringify(after)) same += before ? 1 : 0;
    else if (part) {
      part.count += 1;
      if (part.examples.length < 5) {
        const { id: eventId, summary } = event;
        const name = destination.settings.name;
        const why = after ? null : (verdict?.why ?? "it is no longer sent to this destination");
        part.examples.push({
          event: eventId,
          at: event.at,
          summary,
          destination: name,
          before,
          after,
          why,
        });
      }
    }
  }
  return { since: stamp(from), whole: true, events: past.length, same, ...parts, broken: none() };
}

function none(): BackTestPart {
  return { count: 0, examples: [] };
}

/** Enough of the runner's rules for pictures: one comparison by a sign, and rows by their names. */
function rewritten(condition: Condition): Condition | null {
  if (condition.type === "rows") {
    const signs: Record<string, string> = {
      is: "==",
      is_not: "!=",
      greater_than: ">",
      less_than: "<",
    };
    const parts = condition.rows.map(({ field, is, value }) =>
      signs[is]
        ? `${field} ${signs[is]} ${JSON.stringify(value)}`
        : `${field} is ${is}(${JSON.stringify(value)})`,
    );
    const joined = parts.join(condition.match === "any" ? " or " : " and ");
    return { type: "expression", expression: joined };
  }
  const found = /^([\w.]+) (==|!=|>|<) ("[^"]*"|\d+)$/.exec(condition.expression.trim());
  if (!found) return null;
  const names = { "==": "is", "!=": "is_not", ">": "greater_than", "<": "less_than" } as const;
  const is = names[found[2] as keyof typeof names];
  const value: string | number = JSON.parse(found[3] ?? "null");
  const rows = [{ field: found[1] ?? "", is, value }];
  return { type: "rows", match: "all", rows, group: null };
}
