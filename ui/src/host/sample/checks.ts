/** The part of the runner's checks that the simulation needs, in the runner's words. */

import type { AutomationSettings } from "../../bindings/AutomationSettings";
import type { Body } from "../../bindings/Body";
import type { DestinationSettings } from "../../bindings/DestinationSettings";
import type { HeaderField } from "../../bindings/HeaderField";
import type { Problem } from "../../bindings/Problem";
import type { Trigger } from "../../bindings/Trigger";
import { checkLimit } from "./line";
import { checkAnswers } from "./statuses";
import { INBOUND, type World } from "./world";

/** What is wrong with an automation's settings. */
export function checkAutomation(
  world: World,
  settings: AutomationSettings,
  id: string | null,
): Problem[] {
  const problems = checkName(settings.name, "this automation");
  const twin = world.automations.find(
    (one) => one.id !== id && one.settings.name === settings.name,
  );
  if (settings.name && twin) {
    problems.push({ field: "name", message: `You already have one called ‘${settings.name}’.` });
  }
  problems.push(...checkTrigger(world, settings.trigger), ...checkHook(world, settings, id));
  if (settings.condition?.type === "expression" && !settings.condition.expression.trim()) {
    problems.push({ field: "condition.expression", message: "Write what must hold." });
  }
  if (settings.condition?.type === "rows") {
    settings.condition.rows.forEach((row, index) => {
      if (!row.field) {
        problems.push({ field: `condition.rows[${index}].field`, message: "Choose a field." });
      }
    });
  }
  settings.sends.forEach((send, index) => {
    if (send.path && !/^[/?]/.test(send.path)) {
      problems.push({ field: `sends[${index}].path`, message: "A path starts with /." });
    }
    problems.push(...checkMethod(send.method, `sends[${index}].method`));
    problems.push(...checkHeaders(send.headers, `sends[${index}].headers`));
    problems.push(...checkFiles(send.body, settings.trigger, `sends[${index}].body`));
    problems.push(...checkAnswers(send, `sends[${index}]`));
    if (send.timeout_seconds < 1 || send.timeout_seconds > 120) {
      problems.push({
        field: `sends[${index}].timeout_seconds`,
        message: "Enter 1 to 120 seconds.",
      });
    }
    if (send.order.type === "key" && !send.order.template) {
      const message =
        "Enter what those have in common that are kept in order, such as {{ file.path }}.";
      problems.push({ field: `sends[${index}].order.template`, message });
    }
    const useless = send.useless_after_seconds;
    problems.push(...checkLimit(`sends[${index}].useless_after_seconds`, useless, 2_592_000));
  });
  return problems;
}

function checkMethod(method: string, field: string): Problem[] {
  if (!method) return [{ field, message: "Choose a method, usually POST." }];
  if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}$/.test(method)) return [];
  const message = `‘${method}’ isn't a method: use at most 40 letters, digits and dashes, as in PURGE.`;
  return [{ field, message }];
}

/** What is wrong with a body that sends files. */
function checkFiles(body: Body, trigger: Trigger, field: string): Problem[] {
  const files = body.type === "multipart" && body.parts.some((part) => part.type === "file");
  if (body.type !== "file" && !files) return [];
  if (body.type === "multipart") {
    const unnamed = body.parts.findIndex((part) => !part.name);
    const at = `${field}.parts[${unnamed}].name`;
    if (unnamed >= 0) return [{ field: at, message: "Give this field a name." }];
  }
  if (trigger.type !== "file") {
    const message = "Only an automation that watches a folder has a file to send.";
    return [{ field, message }];
  }
  if (trigger.on.includes("deleted")) {
    const message = "A deleted file can't be sent. Untick Deleted, or choose another body.";
    return [{ field, message }];
  }
  return [];
}

/** What is wrong with a trigger. */
export function checkTrigger(world: World, trigger: Trigger): Problem[] {
  if (trigger.type === "file") {
    if (!trigger.folder) return [{ field: "trigger.folder", message: "Choose a folder to watch." }];
    if (!world.folders.includes(trigger.folder)) {
      return [{ field: "trigger.folder", message: "This folder doesn't exist." }];
    }
    if (trigger.on.length === 0) return [{ field: "trigger.on", message: "Pick at least one." }];
  }
  if (trigger.type === "schedule" && trigger.schedule.type === "cron") {
    const parts = trigger.schedule.expression.trim().split(/\s+/).filter(Boolean);
    if (parts.length !== 5 && parts.length !== 6) {
      const message = `A schedule has 5 parts (minute hour day month weekday); you wrote ${parts.length}.`;
      return [{ field: "trigger.schedule.expression", message }];
    }
  }
  if (trigger.type === "inbound" && !/^[A-Za-z0-9-]+$/.test(trigger.name)) {
    const message = trigger.name
      ? `Use letters, numbers and dashes; you wrote ‘${trigger.name}’.`
      : "Give the address a name, such as ‘orders’.";
    return [{ field: "trigger.name", message }];
  }
  return [];
}

/** A hook's name must be free; with the network let in, each hook needs a secret. */
function checkHook(world: World, settings: AutomationSettings, id: string | null): Problem[] {
  const { trigger, enabled } = settings;
  if (trigger.type !== "inbound") return [];
  const problems: Problem[] = [];
  if (trigger.callers === "network" && trigger.check.type === "none") {
    const message = "Anyone on your network can call this. Add a secret.";
    problems.push({ field: "trigger.check", message });
  }
  for (const other of world.automations) {
    const { trigger: theirs, name } = other.settings;
    if (other.id === id || theirs.type !== "inbound") continue;
    if (theirs.name === trigger.name) {
      const message = `‘${trigger.name}’ is already used by ‘${name}’.`;
      problems.push({ field: "trigger.name", message });
    }
    if (!enabled || !other.settings.enabled) continue;
    if (trigger.callers === "network" && theirs.check.type === "none") {
      const message = `Your network could call ‘${name}’ then, too, and it has no secret. Add one there first, or turn it off.`;
      problems.push({ field: "trigger.callers", message });
    }
    if (theirs.callers === "network" && trigger.check.type === "none") {
      const message = `‘${name}’ lets your network call this computer, so this address needs a secret, too. Add one.`;
      problems.push({ field: "trigger.check", message });
    }
  }
  return problems;
}

/** The end of the secret that callers use, or a refusal where one is missing. */
export function callersHint(
  { trigger }: AutomationSettings,
  secret: string | null | undefined,
  present: string | null,
): { hint: string | null; problems: Problem[] } {
  if (trigger.type !== "inbound" || trigger.check.type === "none") {
    return { hint: null, problems: [] };
  }
  const hint = secret ? `••••${secret.slice(-4)}` : present;
  const missing = { field: "secret", message: "Enter the secret the caller uses." };
  return { hint, problems: hint ? [] : [missing] };
}

/** What is wrong with a destination's settings. */
export function checkDestination(
  world: World,
  settings: DestinationSettings,
  id: string | null,
  secret: string | null,
  secrets: Record<string, string>,
): Problem[] {
  const problems = checkName(settings.name, "this destination");
  const twin = world.destinations.find(
    (one) => one.id !== id && one.settings.name === settings.name,
  );
  if (settings.name && twin) {
    problems.push({ field: "name", message: `You already have one called ‘${settings.name}’.` });
  }
  if (!/^https?:\/\/[^/]+/.test(settings.address)) {
    const message = "Enter a full address starting with https:// or http://.";
    problems.push({ field: "address", message });
  }
  if (!settings.own_hooks && settings.address.startsWith(INBOUND)) {
    const message =
      "This address is one of this app itself: automations could start each other over and over. If that is meant, switch on ‘May call this app’s own hooks’ (own_hooks) of the destination.";
    problems.push({ field: "address", message });
  }
  problems.push(...checkHeaders(settings.headers, "headers"));
  const { per_minute, waiting } = settings.limits;
  problems.push(...checkLimit("limits.per_minute", per_minute, 6000));
  problems.push(...checkLimit("limits.waiting", waiting, 10_000));
  const present = world.destinations.find((one) => one.id === id);
  const known = present?.secret_hint;
  const named = present?.secrets.named.map(({ name }) => name) ?? [];
  problems.push(...checkAccess(settings, [...named, ...Object.keys(secrets)]));
  if (settings.signing.type !== "none") {
    if (!secret && !known) problems.push({ field: "secret", message: "Add a secret to sign." });
    if (secret && secret.length < 16) {
      problems.push({ field: "secret", message: "Secrets need at least 16 characters." });
    }
  }
  return problems;
}

const MISSING = {
  none: "",
  basic: "Enter the password.",
  bearer: "Enter the token.",
  header: "Enter the header's secret value.",
  oauth2: "Enter the client's secret.",
};

function checkAccess({ authentication, headers }: DestinationSettings, named: string[]): Problem[] {
  const problems: Problem[] = [];
  const { type } = authentication;
  if (type !== "none" && !named.includes("authentication")) {
    problems.push({ field: "secrets.authentication", message: MISSING[type] });
  }
  headers.forEach(({ value }, index) => {
    const asked = value.match(/\{\{\s*secret\.(\w+)\s*\}\}/)?.[1];
    if (asked === undefined || named.includes(asked)) return;
    const message = `There is no secret called ‘${asked}’. Add it below.`;
    problems.push({ field: `headers[${index}].value`, message });
  });
  return problems;
}

function checkName(name: string, what: string): Problem[] {
  return name.trim() ? [] : [{ field: "name", message: `Give ${what} a name.` }];
}

function checkHeaders(headers: HeaderField[], at: string): Problem[] {
  return headers.flatMap((header, index) =>
    /\s/.test(header.name)
      ? [{ field: `${at}[${index}].name`, message: "Header names can't contain spaces." }]
      : [],
  );
}
