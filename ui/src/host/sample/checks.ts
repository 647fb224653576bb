/** The part of the runner's checks that the simulation needs, in the runner's words. */

import type { AutomationSettings } from "../../bindings/AutomationSettings";
import type { DestinationSettings } from "../../bindings/DestinationSettings";
import type { HeaderField } from "../../bindings/HeaderField";
import type { Problem } from "../../bindings/Problem";
import type { Trigger } from "../../bindings/Trigger";
import type { World } from "./world";

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
  problems.push(...checkTrigger(world, settings.trigger));
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
    problems.push(...checkHeaders(send.headers, `sends[${index}].headers`));
    if (send.timeout_seconds < 1 || send.timeout_seconds > 120) {
      problems.push({
        field: `sends[${index}].timeout_seconds`,
        message: "Enter 1 to 120 seconds.",
      });
    }
  });
  return problems;
}

function checkTrigger(world: World, trigger: Trigger): Problem[] {
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
  problems.push(...checkHeaders(settings.headers, "headers"));
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
