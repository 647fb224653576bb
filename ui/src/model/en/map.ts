/** The map. */

import type { FileEventKind } from "../../bindings/FileEventKind";
import type { RouteHealth } from "../../bindings/RouteHealth";
import type { Weekday } from "../../bindings/Weekday";
import { count, number, orList } from "./format";
import { weekdays } from "./nouns";

const done: Record<FileEventKind, string> = {
  added: "added",
  changed: "changed",
  renamed: "renamed",
  deleted: "deleted",
};

export const map = {
  title: "Map",
  traffic: (used: number, all: number) =>
    `${number.format(used)} of ${number.format(all)} had traffic in the last 24 hours`,
  asList: "View as list",
  asMap: "View as map",
  tidy: "Tidy up",
  newDestination: "New destination",
  connect: "Connect…",

  triggers: "Triggers",
  automations: "Automations",
  destinations: "Destinations",

  filesDone: (what: string, kinds: FileEventKind[]) =>
    `${what} ${orList.format(kinds.map((kind) => done[kind]))}`,
  fileDone: (kinds: FileEventKind[]) => {
    const said = orList.format(kinds.map((kind) => done[kind]));
    return `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
  },
  anyFile: "Any file",
  someFiles: "Some files",
  extension: (extension: string) => extension.toUpperCase(),
  every: (n: number, unit: string) => `Every ${n} ${unit}`,
  daily: (at: string) => `Daily ${at}`,
  weekly: (days: Weekday[], at: string) =>
    days.length === 1 && days[0]
      ? `${weekdays[days[0]]}s ${at}`
      : `${days.map((day) => weekdays[day].slice(0, 3)).join(", ")} ${at}`,
  monthly: (day: number, at: string) => `Day ${day} of the month ${at}`,
  cron: "Custom schedule",
  nextIn: (time: string) => `Next in ${time}`,
  offTrigger: "Off",
  broken: "Not working",
  starting: "Getting ready",
  incoming: "Incoming call",
  byHand: "By hand",
  runIt: "When you run it",

  always: "Always sends",
  conditions: (n: number) => count(n, "condition", "conditions"),
  off: "Off",

  /** What a thread says: how much went, and what did not get through. */
  sent: (n: number) => `${number.format(n)} sent`,
  sentAndFailed: (sent: number, failed: number) =>
    `${number.format(sent)} sent · ${number.format(failed)} failed`,
  sentAndRetrying: (sent: number, retrying: number) =>
    `${number.format(sent)} sent · ${number.format(retrying)} retrying`,
  held: (n: number) => `${number.format(n)} held`,
  paused: "Paused",

  healths: {
    quiet: "Quiet",
    healthy: "Healthy",
    retrying: "Retrying",
    failing: "Failing",
    held: "Held",
  } satisfies Record<RouteHealth, string>,
  thicker: "Thicker means more",

  open: "Open",
  runNow: "Run now",
  switchOff: "Switch off",
  switchOn: "Switch on",
  connectFrom: "Connect",
  delete: "Delete",
  actionsOf: (name: string) => `Actions for ${name}`,
  boxes: "Triggers, automations and destinations. Use the arrow keys to move between them.",
  trigger: (title: string, note: string) => `Trigger: ${title}, ${note}`,
  automation: (name: string, note: string, state: string) =>
    state ? `Automation: ${name}, ${note}, ${state}` : `Automation: ${name}, ${note}`,
  destination: (name: string, address: string, state: string) =>
    state ? `Destination: ${name}, ${address}, ${state}` : `Destination: ${name}, ${address}`,
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  fit: "Show everything",
  overview: "Small picture of the whole map",
  ran: (name: string) => `“${name}” is running.`,
  switchedOn: (name: string) => `“${name}” is on.`,
  deleted: (name: string) => `“${name}” is deleted.`,
  usedBy: (name: string, n: number) =>
    `“${name}” is used by ${count(n, "automation", "automations")}. Choose another destination there first.`,
  testInbox: (name: string) => `“${name}” is part of the app and can’t be deleted.`,

  connectTitle: "Connect",
  connectWords: "This makes a draft. Nothing is sent before you save it.",
  from: "When",
  to: "Send to",
  choose: "Choose a destination",
  newTrigger: "Something new…",
  triggerOf: (title: string, automation: string) => `${title} (${automation})`,
  addTo: (automation: string) => `${automation}: add a destination`,
  makeDraft: "Make a draft",

  emptyTitle: "Nothing to draw yet",
  emptyWords:
    "Triggers, automations and destinations appear here, joined by what goes between them.",
  newAutomation: "New automation",

  columns: {
    trigger: "Trigger",
    automation: "Automation",
    destination: "Destination",
    state: "State",
    sent: "Sent",
    failed: "Failed",
    retrying: "Retrying",
    held: "Held",
  },
  listOf: "What goes from where to where, in the last 24 hours",
};
