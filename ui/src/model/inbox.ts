import type { InboxRequest } from "../bindings/InboxRequest";
import { words } from "./en";

/** What a received request is about, as far as its body tells. */
export interface Subject {
  title: string;
  kind: string;
}

/** Reads the name of a request out of a Standard Webhooks body; anything else is its address. */
export function subjectOf({ body, method, target }: InboxRequest): Subject {
  const address = { title: target, kind: method };
  const read = parsed(body);
  if (!read || typeof read.type !== "string") return address;
  const data = isRecord(read.data) ? read.data : {};
  const named = typeof data.name === "string" && read.type.startsWith("file.");
  const known: Record<string, string | undefined> = words.events;
  return { title: named ? String(data.name) : (known[read.type] ?? read.type), kind: read.type };
}

function parsed(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A command line that sends something to the Test inbox. */
export function curlExample(address: string): string {
  return `curl -d '{"hello":"world"}' -H 'content-type: application/json' ${address}`;
}

/** The request as it stood on the wire, as far as it is kept. */
export function rawOf({ method, target, headers, body }: InboxRequest): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${target} HTTP/1.1`, ...lines, "", body].join("\n");
}
