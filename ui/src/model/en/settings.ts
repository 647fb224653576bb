/** The settings of the app. */

import type { Proxy as ProxyChoice } from "../../bindings/Proxy";
import { count, number } from "./format";

const MB = 1024 * 1024;

export const settings = {
  title: "Settings",
  atOnce: "Changes apply at once",
  search: "Search settings",
  sections: "Sections",
  nothingFound: (text: string) => `No setting has “${text}” in its name or its explanation.`,
  clearSearch: "Clear the search",
  groups: {
    general: "General",
    sending: "Sending",
    incoming: "Incoming",
    storage: "Storage",
    secrets: "Secrets",
    notifications: "Notifications",
    shortcuts: "Shortcuts",
    about: "About",
  },
  startAtLogin: "Start at login",
  startAtLoginWords: "Your automations run from the moment you log in.",
  startHidden: "Start without this window",
  startHiddenWords: "Runs in the tray, without opening this window.",
  onClose: "When the window is closed",
  onCloseTo: { ask: "Ask", keep: "Keep running", quit: "Quit" },
  onCloseWords: {
    ask: "You are asked each time.",
    keep: "Automations go on in the background.",
    quit: "Automations stop until you open the app again.",
  },
  look: "Theme",
  looks: { auto: "System", light: "Light", dark: "Dark" },
  times: "Time format",
  hours24: "14:30",
  hours12: "2:30 pm",
  parallel: "Requests at once",
  parallelWords: "To all destinations together. Each destination also has a limit of its own.",
  requests: "requests",
  queueLimit: "Waiting at most",
  queueLimitWords:
    "When that many deliveries wait, incoming calls are told to try again later, and files and schedules wait.",
  deliveries: "deliveries",
  longestWish: "Longest wait on request",
  longestWishWords:
    "A destination may ask for a wait before the next try (Retry-After). It is never tried sooner, but the wait is cut to this. A day is 1,440 minutes.",
  minutes: "minutes",
  change: "Change…",
  proxy: "Proxy",
  proxyNow: (proxy: ProxyChoice) => {
    switch (proxy.type) {
      case "none":
        return "None. A destination can have one of its own.";
      case "system":
        return "As the system says. A destination can choose something else.";
      case "explicit":
        return `${proxy.address}. A destination can choose something else.`;
    }
  },
  proxyTitle: "Proxy for all sending",
  proxyWords:
    "Used for every destination whose own proxy is “As in Settings”, from the next try on. This computer itself is always reached directly.",
  trusted: "Trusted certificates",
  trustedNow: (n: number) =>
    n === 0
      ? "Those that the system trusts."
      : `${count(n, "certificate", "certificates")} beside those that the system trusts.`,
  trustedTitle: "Certificates to trust everywhere",
  trustedHint:
    "In PEM, one after the other, such as those of your company’s authority. They are trusted for every destination, beside the system’s and the destination’s own.",
  accept: "Accept calls",
  acceptWords: "Programs can start automations by calling this computer.",
  port: "Port",
  portWords: (address: string) => `Programs call ${address} and the name of the automation.`,
  portWaits: "The port is taken as soon as it is free.",
  takePort: (port: number) => `Use ${port}`,
  keepFor: "Keep the log for",
  keepForWords:
    "Whichever comes first, checked every hour. What is removed is noted in the runner’s log; what waits to be sent always stays.",
  keepDays: "Days for which the log is kept",
  keepMb: "Megabytes that the log may take",
  keepBodies: "Keep contents",
  keepBodiesWords:
    "If off, only who, when and how it went is kept of sent deliveries, and they can’t be sent again. What waits or failed keeps its content.",
  redact: "Mask these fields",
  redactWords:
    "The log shows •••• for JSON fields and headers of these names: in answers at once, in the rest once it is delivered. What was logged before stays as it is.",
  redactHint: "Such as email or iban",
  daysOr: "days, or",
  mb: "MB",
  sizeNow: "Size now",
  sizeWords: (deliveries: number, oldest: string | null) =>
    oldest === null
      ? "The log is empty."
      : `${count(deliveries, "delivery", "deliveries")}, the oldest from ${oldest}.`,
  tooOld: (n: number, days: number) =>
    `${count(n, "delivery is", "deliveries are")} older than ${count(days, "day", "days")}.`,
  size: (bytes: number) =>
    bytes < MB
      ? `${number.format(Math.ceil(bytes / 1024))} KB`
      : `${number.format(Math.round(bytes / MB))} MB`,
  sizeOf: (size: string, limit: string) => `${size} of ${limit}`,
  removedLast: (n: number, size: string, when: string) =>
    `${count(n, "delivery was", "deliveries were")} removed ${when}, which freed ${size}.`,
  removing: (n: number) => `Removing… ${count(n, "delivery", "deliveries")} so far.`,
  cleanUp: "Clean up…",
  cleanUpTitle: "Clean up the log?",
  cleanUpWords:
    "Removes finished deliveries with their attempts and events. What waits to be sent stays. This can’t be undone.",
  cleanUpWhich: "Which",
  cleanUpOlder: (days: number) =>
    days === 0 ? "All that are finished" : `Older than ${count(days, "day", "days")}`,
  cleanUpVerb: (n: number) => `Delete ${count(n, "delivery", "deliveries")}`,
  cleanUpNothing: "Nothing to delete",
  backups: "Backups",
  backupsWords: (n: number, size: string, newest: string) =>
    `${count(n, "backup", "backups")}, ${size} in all, the newest from ${newest}. One is made every day, seven are kept.`,
  noBackups: "The first one is made a few minutes after the start, then one every day.",
  backupFailed: (why: string) => `The last backup could not be made: ${why}`,
  backUpNow: "Back up now",
  backedUp: "The backup is made.",
  notifyOf: {
    failed: "Failed deliveries",
    paused: "Paused destinations",
    broken: "Automations that can’t work",
    delivered: "Deliveries that arrived",
  },
  notifyOfWords: {
    failed: "When a delivery is given up. Those to one destination come as one.",
    paused: "When a destination no longer wants webhooks or only fails, and when it is well again.",
    broken: "When a folder is missing, for example.",
    delivered:
      "Only for automations that ask for it, under More. Those to one destination come as one.",
  },
  quietHours: "Quiet hours",
  quietHoursWords: "Nothing is shown meanwhile; you are told afterwards.",
  quietFrom: "Quiet hours begin at",
  quietTo: "Quiet hours end at",
  until: "to",
  sayArrivals: "Announce new deliveries",
  sayArrivalsWords:
    "In Activity, a screen reader is told how many deliveries are new, at most every five seconds.",
  singleKeys: "Single keys",
  singleKeysWords:
    "While a list has the keyboard, R sends again, C connects and L switches Live on and off.",
  keptIn: "Where secrets are kept",
  keyStore: "In this system’s password store.",
  sealedFile: (path: string) => `In the encrypted file ${path}, which only you can read.`,
  moveSecrets: "Move them to the password store",
  secretsMoved: "The secrets are in this system’s password store now.",
  versions: "Version",
  version: (version: string) => `Hookloom ${version}`,
  process: (pid: number, since: string) => `The runner is process ${pid}, running since ${since}.`,
  dataFolder: "Data folder",
  openFolder: "Open",
  diagnostics: "Diagnostics",
  diagnosticsWords:
    "For someone who helps you: how the app is doing, its settings and the end of its log. Names, addresses, contents and secrets are left out.",
  diagnosticsOpen: "Save diagnostics…",
  diagnosticsTitle: "Save diagnostics",
  diagnosticsInside: "What is inside",
  diagnosticsCopy: "Copy",
  diagnosticsSave: "Save…",
  diagnosticsSaved: (path: string) => `Saved as ${path}.`,
  licence: "Licence",
  licenceWords:
    "Free software under MIT or Apache 2.0. No account, no telemetry: nothing leaves this computer except the webhooks you set up.",
};
