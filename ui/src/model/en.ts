/**
 * Every word that the window says. A sentence stands here whole, with its values as parameters,
 * so that it can be said in another language.
 */

import type { EventKind } from "../bindings/EventKind";
import type { Fault } from "../bindings/Fault";
import type { FileEventKind } from "../bindings/FileEventKind";
import type { InboxAnswer } from "../bindings/InboxAnswer";
import type { IntervalUnit } from "../bindings/IntervalUnit";
import type { Operator } from "../bindings/Operator";
import type { StateName } from "../bindings/StateName";
import type { Weekday } from "../bindings/Weekday";
import { type Rich, rich } from "./rich";
import type { TriggerKind } from "./sample-event";

const number = new Intl.NumberFormat("en");
const orList = new Intl.ListFormat("en", { type: "disjunction" });
const count = (n: number, one: string, many: string) =>
  n === 1 ? `1 ${one}` : `${number.format(n)} ${many}`;

/** Parts joined by a comma, each standing out. */
function listed(parts: string[]): Rich {
  return parts.flatMap((part, index) =>
    index === 0 ? [{ strong: part }] : [", ", { strong: part }],
  );
}

const common = {
  cancel: "Cancel",
  stay: "Stay",
  discard: "Discard",
  save: "Save",
  copied: "Copied",
  notCopied: "Could not copy",
  any: "Any",
  dismiss: "Dismiss",
  loading: "Loading",
  stillLoading: "Still loading. The runner is busy.",
  filteredBy: (label: string, value: string) => `${label}: ${value}`,
  more: (name: string) => `More for ${name}`,
  on: "On",
  off: "Off",
  none: "–",
};

const shell = {
  brand: "Hookloom",
  screens: "Screens",
  automations: "Automations",
  activity: "Activity",
  destinations: "Destinations",
  inbox: "Test inbox",
  failedLately: (n: number) => `${count(n, "delivery", "deliveries")} failed in the last 24 hours`,
  runningOn: (n: number) => (n === 0 ? "Running · nothing on yet" : `Running · ${n} on`),
  paused: "Paused",
  pausedUntil: (time: string) => `Paused until ${time}`,
  waiting: (n: number) => `${number.format(n)} waiting`,
  held: (n: number) => `${number.format(n)} held`,
  incoming: "Incoming",
  copyIncoming: "Copy the incoming address",
  pause: "Pause",
  resume: "Resume",
  connecting: "Connecting…",
  notReachable: "Runner not reachable",
  nothingLost: "Nothing is lost while it is away",
};

const trouble = {
  lost: "The background runner stopped. Reconnecting…",
  connecting: "Starting the background runner…",
  reload: "Reload it",
  partStopped: (why: string) => `This part stopped: ${why}`,
  unexpected: "Something unexpected went wrong. Nothing was changed.",
  notRead: "This could not be read.",
  tryAgain: "Try again",
  failedTitle: "The runner isn’t answering",
  failedWords:
    "The part of Hookloom that watches and sends could not be started. Events it had accepted are safe on disk and go out when it runs again.",
  mismatchTitle: "Window and runner don’t fit together",
  mismatchWords: "They are of different versions. Your automations go on meanwhile.",
  whatHappened: "What happened",
  startAgain: "Start it again",
  copyDetails: "Copy details",
  openFolder: "Open data folder",
  nothingDeleted: "Nothing is deleted by any of these buttons.",
};

const time = {
  millis: (n: number) => `${n} ms`,
  seconds: (n: number | string) => `${n} s`,
  minutes: (n: number) => `${n} min`,
  hours: (n: number) => `${n} h`,
  days: (n: number) => `${n} d`,
  minutesSeconds: (minutes: number, seconds: number) => `${minutes} min ${seconds} s`,
  yesterday: (time: string) => `yesterday ${time}`,
  tomorrow: (time: string) => `tomorrow ${time}`,
  onDay: (day: string, time: string) => `${day} ${time}`,
};

const states: Record<StateName, string> = {
  pending: "Waiting",
  held: "Held",
  succeeded: "Sent",
  failed: "Failed",
  skipped: "Skipped",
  cancelled: "Stopped",
};

const kinds: Record<TriggerKind, string> = {
  file: "Files",
  schedule: "Schedule",
  inbound: "Incoming call",
  manual: "By hand",
};

const events: Record<EventKind, string> = {
  "file.added": "File added",
  "file.changed": "File changed",
  "file.renamed": "File renamed",
  "file.deleted": "File deleted",
  "schedule.due": "Schedule was due",
  "inbound.received": "Call received",
  "manual.run": "Run by hand",
};

const weekdays: Record<Weekday, string> = {
  monday: "Monday",
  tuesday: "Tuesday",
  wednesday: "Wednesday",
  thursday: "Thursday",
  friday: "Friday",
  saturday: "Saturday",
  sunday: "Sunday",
};

const fileKinds: Record<FileEventKind, string> = {
  added: "Added",
  changed: "Changed",
  renamed: "Renamed",
  deleted: "Deleted",
};

const units: Record<IntervalUnit, string> = {
  seconds: "seconds",
  minutes: "minutes",
  hours: "hours",
};

const operators: Record<Operator, string> = {
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

const fields: Record<string, string> = {
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

// Letters whose name begins with a vowel: "an MP3", "a PDF".
const AN = /^[AEFHILMNORSX]/;
function anExtension(extension: string): Rich {
  const name = extension.toUpperCase();
  return AN.test(name) ? rich`an ${name}` : rich`a ${name}`;
}

const fileVerbs: Record<FileEventKind, string> = {
  added: "added",
  changed: "changed",
  renamed: "renamed",
  deleted: "deleted",
};

/** What an automation does, as its row says it. */
const sentence = {
  whole: (when: Rich, destinations: string[]): Rich => rich`${when} → ${listed(destinations)}`,
  wholeIf: (when: Rich, condition: Rich, destinations: string[]): Rich =>
    rich`${when}, if ${condition} → ${listed(destinations)}`,
  anyFile: ["a file"] as Rich,
  anExtension,
  filesLike: (patterns: string[]): Rich => rich`a file like ${patterns.join(", ")}`,
  file: (kinds: FileEventKind[], what: Rich, folder: string): Rich => {
    const [only] = kinds;
    if (kinds.length > 1) {
      const done = orList.format(kinds.map((kind) => fileVerbs[kind]));
      return ["When ", ...what, ` is ${done} in `, { strong: folder }];
    }
    if (only === "changed") return rich`When ${what} changes in ${folder}`;
    if (only === "renamed") return rich`When ${what} is renamed in ${folder}`;
    if (only === "deleted") return rich`When ${what} is deleted from ${folder}`;
    return rich`When ${what} is added to ${folder}`;
  },
  oneFile: (kinds: FileEventKind[], path: string): Rich => {
    const [only] = kinds;
    if (kinds.length === 1 && only === "changed") return rich`When ${path} changes`;
    const done = orList.format(kinds.map((kind) => fileVerbs[kind]));
    return ["When ", { strong: path }, ` is ${done}`];
  },
  every: (n: number, unit: IntervalUnit): Rich =>
    n === 1 ? rich`Every ${units[unit].replace(/s$/, "")}` : rich`Every ${`${n} ${units[unit]}`}`,
  daily: (at: string): Rich => rich`Every day at ${at}`,
  weekly: (days: Weekday[], at: string): Rich =>
    rich`Every ${listed(days.map((day) => weekdays[day]))} at ${at}`,
  monthly: (day: number, at: string): Rich => rich`On day ${day} of each month at ${at}`,
  cron: (expression: string): Rich => rich`On the schedule ${expression}`,
  inbound: (path: string): Rich => rich`When ${path} is called`,
  manual: ["Only by hand"] as Rich,
  row: (field: string, is: Operator, value: string): Rich =>
    value ? [`${field} ${operators[is]} `, { strong: value }] : [`${field} ${operators[is]}`],
  rows: (n: number): Rich => rich`${n} conditions hold`,
  anyRow: (n: number): Rich => rich`one of ${n} conditions holds`,
  expression: (text: string): Rich => rich`${text}`,
  gone: "a deleted destination",
};

const automations = {
  title: "Automations",
  count: (all: number, on: number) => `${all}, ${on} on`,
  new: "New automation",
  automation: "Automation",
  lastResult: "Last result",
  emptyTitle: "No automations yet",
  emptyWords:
    "An automation sends a webhook when something happens on this computer: a file appears, a time comes, a program calls.",
  switchOf: (name: string) => `${name} is on`,
  runNow: "Run now",
  duplicate: "Duplicate",
  delete: "Delete",
  ran: (name: string, n: number) => `“${name}” ran: ${count(n, "delivery", "deliveries")} made.`,
  deleted: (name: string) => `“${name}” was deleted.`,
  deleteTitle: (name: string) => `Delete “${name}”?`,
  deleteWords:
    "It stops at once, and what it has waiting is cancelled. What it did stays in Activity.",
  copyName: (name: string) => `${name} (copy)`,
  neverRan: "Not run yet",
  isOff: "Off",
  starting: "Starting",
  sentAgo: (ago: string) => `Sent ${ago} ago`,
  sentAt: (at: string) => `Sent ${at}`,
  onItsWay: "On its way",
  retrying: (at: string) => `Retrying, next ${at}`,
  failed: (at: string) => `Failed ${at}`,
  failedWith: (at: string, status: number) => `Failed ${at} · ${status}`,
  skipped: (at: string) => `Skipped ${at}`,
  held: (at: string) => `Held since ${at}`,
  stopped: (at: string) => `Stopped ${at}`,
};

const builder = {
  back: "Back to automations",
  name: "Name",
  namePlaceholder: "Name this automation",
  save: "Save",
  saved: (name: string) => `“${name}” is saved.`,
  gone: "This automation is not there any more.",
  leaveTitle: "Keep your changes?",
  leaveWords: "You changed this automation and have not saved it.",
  problems: (n: number) => `${count(n, "thing", "things")} to put right:`,
  when: "When",
  onlyIf: "Only if",
  optional: "optional",
  send: "Send",
  sendOf: (n: number, all: number) => `Send ${n} of ${all}`,
  another: "Another destination",
  removeSend: "Remove this destination",
};

const when = {
  kind: "What starts it",
  folder: "Folder",
  folderHint: "Files that are already there don’t count.",
  choose: "Choose…",
  only: "Only files like",
  onlyHint: "* means every file. Press Enter after each pattern.",
  ignore: "Ignore",
  preset: "Hidden, temporary",
  on: "When a file is",
  settle: "Wait until it stops changing for",
  seconds: "seconds",
  also: "Also",
  subfolders: "Subfolders",
  whileAway: "What happened while the app was off",
  repeat: "Repeat",
  repeats: {
    every: "Every few minutes or hours",
    daily: "Every day",
    weekly: "Every week",
    monthly: "Every month",
    cron: "Custom",
  },
  every: "Every",
  unit: "Unit",
  at: "At",
  atExample: "09:00",
  days: "On",
  dayOfMonth: "Day of the month",
  dayHint: "A month without that day is left out.",
  cron: "Custom schedule",
  cronHint: "Minute, hour, day, month, weekday; with seconds in front if you need them.",
  timeZone: "Time zone",
  missed: "If the computer was off or asleep",
  missedRules: {
    skip: "Skip",
    run_once: "Run once when back",
    run_all: "Run for each one missed",
  },
  within: "As far back as",
  minutes: "minutes",
  next: "Next 5 runs",
  noNext: "It never runs like this.",
  hookName: "Address",
  hookHint: "Letters, numbers and dashes.",
  copyHook: "Copy the whole address",
  methods: "Methods",
  replyStatus: "Answer with status",
  replyBody: "Answer with text",
  replyHint: "Empty unless you write something.",
  notListening: "Nothing can call this computer at the moment.",
  manualWords:
    "Nothing starts it but you: press Run now in the list of automations, or use the command line.",
};

const onlyIf = {
  always: "Always send.",
  add: "Add condition",
  addFirst: "Add a condition",
  addGroup: "Add group",
  group: "Group",
  removeGroup: "Remove group",
  match: "How many must hold",
  all: "All match",
  any: "Any",
  writeMyself: "Write it myself",
  backToRows: "Back to rows",
  field: "Field",
  is: "Is",
  value: "Value",
  values: "Values",
  pickField: "Choose a field",
  expression: "What must hold",
  expressionHint: 'Such as file.size > 1000 and file.extension == "pdf".',
  removeRow: "Remove this condition",
};

const send = {
  destination: "Destination",
  choose: "Choose where to send it.",
  newDestination: "New destination…",
  method: "Method",
  path: "Path",
  body: "Body",
  bodies: {
    standard: "Standard event",
    json: "My own JSON",
    form: "Form",
    text: "Text",
    none: "None",
  },
  json: "JSON",
  text: "Text",
  form: "Form fields",
  insert: "Insert a field",
  insertOne: (path: string) => `Insert ${path}`,
  headers: "Headers",
  addHeader: "Add header",
  addField: "Add field",
  headerName: "Header name",
  headerValue: "Header value",
  fieldName: "Field name",
  fieldValue: "Field value",
  removePair: "Remove this line",
  retry: "Retry",
  retries: {
    patient: "Patient: 8 tries over about 28 h",
    quick: "Quick: 5 tries in 10 min",
    never: "Never",
    own: "My own",
  },
  delays: "Seconds before each further try",
  delaysHint: "Separated by commas, such as 10, 60, 600.",
  delaysWrong: (text: string) => `Write whole seconds separated by commas; you wrote ‘${text}’.`,
  timeout: "Timeout",
  seconds: "seconds",
  enterNumber: "Enter a number.",
};

const sample = {
  title: "Sample event",
  real: (summary: string, at: string) => `From the last real event: ${summary}, ${at}`,
  madeUp: "Made up, until the first real one comes.",
  copy: "Copy the sample event",
  label: "Data of the event",
  fieldsHint: (path: string) => `Write them as {{ ${path} }} in paths, headers and bodies.`,
};

const activity = {
  title: "Activity",
  count: (n: number) => count(n, "delivery", "deliveries"),
  filters: "Filters",
  state: "State",
  automation: "Automation",
  destination: "Destination",
  clear: "Clear filters",
  when: "When",
  what: "What happened",
  attempts: "Attempts",
  took: "Took",
  code: "Code",
  table: "Deliveries, newest first",
  newer: (n: number) => `${number.format(n)} new`,
  emptyTitle: "Nothing yet",
  emptyWords:
    "When an automation runs, you’ll see it here: what happened, where it went and what was answered.",
  goToAutomations: "Go to automations",
  noneTitle: "No results",
  noneWords: "No delivery fits these filters.",
  arrived: (n: number) => `${count(n, "new delivery", "new deliveries")} arrived.`,
  resentMark: "sent again",
};

const delivery = {
  panel: "Delivery",
  close: "Close",
  next: "Next delivery",
  previous: "Previous delivery",
  sendAgain: "Send again",
  stop: "Stop retrying",
  sentAgain: "On its way again, with the same content and id.",
  stopped: "Stopped. Nothing more is sent.",
  timeline: "Timeline",
  seen: (summary: string): Rich => rich`Event seen: ${summary}`,
  conditionFailed: "Only if: not met",
  attempt: (n: number, answer: string): Rich => [{ strong: `Attempt ${n}` }, ` · ${answer}`],
  answered: (status: number, phrase: string) => (phrase ? `${status} ${phrase}` : `${status}`),
  nextAttempt: (n: number, until: string): Rich => [{ strong: `Attempt ${n}` }, ` in ${until}`],
  nextNow: (n: number): Rich => [{ strong: `Attempt ${n}` }, " any moment now"],
  ofAllowed: (n: number) => `of ${n} at the most`,
  phases: (total: string, wait: string, read: string) => `${total} · wait ${wait} · read ${read}`,
  heldRunner: "Held: sending is paused",
  heldDestination: "Held: the destination is paused",
  cancelledByYou: "Stopped by you",
  givenUp: "Given up",
  tabs: { request: "Request", response: "Response", event: "Event" },
  ofAttempt: (n: number) => `Attempt ${n}`,
  chooseAttempt: "Which attempt",
  noRequest: "Nothing was rendered, so there is no request.",
  noResponse: "No answer yet.",
  notAnswered: "No answer came.",
  cut: "Shortened: there was more than is kept.",
  emptyBody: "No content.",
  eventData: "Data of the event",
  requestBody: "Content of the request",
  responseBody: "Content of the answer",
  signatureNote: "Id, time and signature are added at the moment of sending.",
  id: "Id",
  type: "Type",
  happened: "Happened",
};

const faults: Record<Fault, string> = {
  dns: "name not found",
  connect: "nothing is listening",
  tls: "certificate not in order",
  timeout: "no answer in time",
  reset: "connection broke off",
  protocol: "not HTTP",
  refused: "address never allowed",
  offline: "this computer was offline",
  secret: "the secret could not be read",
};

const destinations = {
  title: "Destinations",
  count: (n: number) => String(n),
  new: "New destination",
  destination: "Destination",
  usedBy: "Used by",
  last24: "Last 24 hours",
  state: "State",
  unused: "No automation",
  usedByMany: (n: number) => count(n, "automation", "automations"),
  sentAndFailed: (sent: number, failed: number) =>
    failed === 0
      ? `${number.format(sent)} sent`
      : `${number.format(sent)} sent, ${number.format(failed)} failed`,
  nothingSent: "Nothing sent",
  healthy: "Healthy",
  idle: "Nothing waiting",
  waiting: (n: number) => `${number.format(n)} waiting`,
  failing: (n: number) => `${number.format(n)} failed`,
  paused: "Paused",
  pausedGone: "Paused: it answered 410",
  builtIn: "built in",
  pause: "Pause",
  resume: "Resume",
  delete: "Delete",
  deleteTitle: (name: string) => `Delete “${name}”?`,
  deleteWords: "What waits for it is cancelled, and its secret is forgotten. This can’t be undone.",
  inUse: "An automation still sends here, so it can’t be deleted.",
  deleted: (name: string) => `“${name}” was deleted.`,
  pausedNow: (name: string) => `“${name}” is paused. What is due is held.`,
  resumedNow: (name: string) => `“${name}” goes on.`,
  back: "Back to destinations",
  gone: "This destination is not there any more.",
  whereItGoes: "Where it goes",
  name: "Name",
  address: "Address",
  addressHint: "Where the webhooks go. It is taken as it stands, never as a template.",
  notEncrypted: "Not encrypted: others on the network could read this.",
  secret: "Secret",
  signing: "Signing",
  signings: { standard_webhooks: "Standard Webhooks", none: "None" },
  noSigning: "The receiver can’t tell that a webhook came from you.",
  generate: "Generate",
  replace: "Replace…",
  paste: "Paste one",
  pasteHint: "It starts with whsec_ and has at least 24 bytes.",
  shownOnce: "Copy it now and give it to the receiver. It is not shown again.",
  copySecret: "Copy the secret",
  keep: "Keep the old one",
  headersAndLimits: "Headers and limits",
  headers: "Headers on every webhook",
  parallel: "At the same time",
  deliveries: "deliveries",
  saved: (name: string) => `“${name}” is saved.`,
  builtInWords: "The Test inbox is built into the runner. Its settings stay as they are.",
  leaveWords: "You changed this destination and have not saved it.",
  secretKept: "Secrets are kept in this computer’s password store.",
  secretFile:
    "Your system has no password store, so secrets are kept in an encrypted file that only you can read.",
  seeActivity: "See in Activity",
};

const inbox = {
  title: "Test inbox",
  count: (n: number) => `${n}, the last 200 are kept`,
  answerWith: "Answer with",
  answers: { ok: "200", error: "500", slow: "Slow", never: "Never" } satisfies Record<
    InboxAnswer,
    string
  >,
  answered: (how: string) => `The Test inbox now answers: ${how}.`,
  clear: "Clear",
  clearTitle: "Clear the Test inbox?",
  clearWords: (n: number) => `${count(n, "request is", "requests are")} forgotten.`,
  clearVerb: (n: number) => `Forget ${count(n, "request", "requests")}`,
  sendTo: "Send anything to",
  copyAddress: "Copy",
  copyCurl: "Copy a cURL example",
  noAddress: "The Test inbox can’t be reached at the moment.",
  emptyTitle: "Nothing received yet",
  emptyWords:
    "This is a receiver built into the app. Send an automation here, and look at what arrives.",
  list: "Requests, newest first",
  valid: "Valid",
  notValid: "Not valid",
  signatureValid: "Signature valid",
  signatureNotValid: "Signature not valid",
  received: (time: string, size: string, status: number | null) =>
    status === null
      ? `Received ${time}, ${size}, not answered.`
      : `Received ${time}, ${size}, answered ${status}.`,
  tabs: { body: "Body", headers: (n: number) => `Headers ${n}` },
  body: "Content of the request",
  bytes: (n: number) => count(n, "byte", "bytes"),
  pending: "open",
};

/** All words of the window, in English. */
export const words = {
  common,
  shell,
  trouble,
  time,
  states,
  kinds,
  events,
  weekdays,
  fileKinds,
  units,
  operators,
  fields,
  sentence,
  automations,
  builder,
  when,
  onlyIf,
  send,
  sample,
  activity,
  delivery,
  faults,
  destinations,
  inbox,
};
