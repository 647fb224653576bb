/** The names of states, kinds, fields and other things of the contract. */

import type { EventKind } from "../../bindings/EventKind";
import type { FileEventKind } from "../../bindings/FileEventKind";
import type { IntervalUnit } from "../../bindings/IntervalUnit";
import type { Operator } from "../../bindings/Operator";
import type { StateName } from "../../bindings/StateName";
import type { Weekday } from "../../bindings/Weekday";
import type { TriggerKind } from "../sample-event";

export const states: Record<StateName, string> = {
  pending: "Waiting",
  held: "Held",
  succeeded: "Sent",
  failed: "Failed",
  skipped: "Skipped",
  cancelled: "Stopped",
};

export const kinds: Record<TriggerKind, string> = {
  file: "Files",
  schedule: "Schedule",
  inbound: "Incoming call",
  manual: "By hand",
};

export const events: Record<EventKind, string> = {
  "file.added": "File added",
  "file.changed": "File changed",
  "file.renamed": "File renamed",
  "file.deleted": "File deleted",
  "schedule.due": "Schedule was due",
  "inbound.received": "Call received",
  "manual.run": "Run by hand",
};

export const weekdays: Record<Weekday, string> = {
  monday: "Monday",
  tuesday: "Tuesday",
  wednesday: "Wednesday",
  thursday: "Thursday",
  friday: "Friday",
  saturday: "Saturday",
  sunday: "Sunday",
};

export const fileKinds: Record<FileEventKind, string> = {
  added: "Added",
  changed: "Changed",
  renamed: "Renamed",
  deleted: "Deleted",
};

export const units: Record<IntervalUnit, string> = {
  seconds: "seconds",
  minutes: "minutes",
  hours: "hours",
};

export const operators: Record<Operator, string> = {
  is: "is",
  is_not: "isn’t",
  contains: "contains",
  does_not_contain: "doesn’t contain",
  starts_with: "starts with",
  ends_with: "ends with",
  matches: "matches",
  greater_than: "is more than",
  less_than: "is less than",
  is_empty: "is empty",
  is_not_empty: "isn’t empty",
  is_one_of: "is one of",
};

export const fields: Record<string, string> = {
  "file.name": "File name",
  "file.path": "Full path",
  "file.folder": "Folder",
  "file.relative": "Path below the folder",
  "file.extension": "Extension",
  "file.stem": "Name without extension",
  "file.size": "File size",
  "file.modified": "Last changed",
  "file.from": "Where it was before",
  "schedule.due_at": "Due at",
  "inbound.method": "Method",
};
