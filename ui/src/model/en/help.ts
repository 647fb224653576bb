/** Help: what one sees, the keys, and the words. */

import type { ShortcutName } from "../shortcuts";

export interface HelpTopic {
  title: string;
  paragraphs: string[];
}

const automations: HelpTopic = {
  title: "Automations",
  paragraphs: [
    "Each row is one automation: when something happens, only if a condition holds, send a webhook. Its switch turns it on and off, its name opens it.",
    "The bars show the last 24 hours: sent above the line, failed below. What keeps an automation from working stands in its row, with the way to mend it.",
    "Tick several to switch them on or off, or to delete them, together. What is deleted can be restored for 30 days.",
  ],
};

export const help = {
  title: "Help",
  about: "This screen",
  shortcuts: "Keys",
  words: "Words",
  more: "Where to read on",
  moreWords:
    "The README in Hookloom’s folder shows how everything is done from a terminal, and how receivers check a signature. Each command of the program explains itself with --help.",
  standard: "How signed webhooks work: standardwebhooks.com",
  singleKeys: "Keys without Ctrl",
  singleKeysWords:
    "Such as R in the log or / for searching. Switch them off if they get in your way.",
  places: "The places of the rail, from top to bottom",
  close: "Close help",
  scopes: {
    everywhere: "Everywhere",
    list: "In lists",
    activity: "In Activity",
    map: "On the map",
    form: "In forms",
  },
  keys: {
    palette: "Search, or run a command",
    newAutomation: "New automation",
    undo: "Undo what was done last",
    settings: "Settings",
    help: "Help",
    search: "Search in this screen",
    save: "Save",
    sendTest: "Send a test",
    previous: "Row above",
    next: "Row below",
    open: "Open",
    close: "Close, or clear the selection",
    resend: "Send again",
    live: "Live on and off",
    connect: "Connect",
  } satisfies Record<ShortcutName, string>,
  topics: {
    home: {
      title: "Home",
      paragraphs: [
        "One look tells how everything is: what was sent, what waits, what failed, and how long it takes. Each figure leads to what it counts.",
        "Needs attention lists what only you can mend, with the button that does it. Coming up shows what runs next.",
        "In the charts, sent stands above the line and failed tries hang below it. A try that failed is not lost: it is tried again.",
      ],
    },
    automations,
    settings: {
      title: "Settings",
      paragraphs: [
        "Every change counts at once and can be undone. There is nothing to save.",
        "How long the log is kept, where secrets are, what you are told about, and which keys do something: each has its section at the left.",
      ],
    },
    deleted: {
      title: "Recently deleted",
      paragraphs: [
        "What you delete waits here for 30 days, destinations with their secrets. Restore brings it back under its old name; if the name is taken by now it gets a number.",
        "An automation that can’t work as it is comes back switched off. Destinations that it sends to come back with it.",
      ],
    },
    automation: {
      title: "An automation",
      paragraphs: [
        "Three cards follow each other: when it runs, which events it lets pass, and what it sends where. Nothing happens before you save; until then a draft is kept on this computer.",
        "Your own JSON and other bodies may contain fields of the event, such as {{ file.name }}. Click a field to insert it.",
        "The preview shows the request as it would go out, for the event that is chosen above it. Send test really sends it, marked as a test. Back-test runs your changes over what happened on the last days and shows what would have been different; nothing is sent.",
      ],
    },
    map: {
      title: "Map",
      paragraphs: [
        "What starts an automation, the automation, and where it sends, from left to right. A thread is thicker the more went along it in the last 24 hours; its colour and dashes say how well.",
        "Draw a thread from a trigger or an automation to a destination, or press C and choose from lists: both make a draft. Boxes stay where you put them, Tidy up arranges them again, and Ctrl Z takes that back.",
        "The arrow keys move from box to box, Enter opens, Delete deletes.",
      ],
    },
    activity: {
      title: "Activity",
      paragraphs: [
        "Every delivery that was ever made, newest first. A row opens its story: the event, each attempt, and what happens next.",
        "The search looks into file names, addresses, errors and contents. Filters can be saved under a name. While Live is on, new deliveries come in on top; further down they wait until you want them.",
        "What failed can be sent again with the same content and the same ID, so that a receiver can tell it is a repeat, or with the settings as they are now. Tick several to do it together, to stop them or to export them.",
      ],
    },
    destinations: {
      title: "Destinations",
      paragraphs: [
        "Where webhooks go: an address, the secret they are signed with, and how it is doing. Several automations can share one.",
        "The bars show the last seven days. Pausing a destination holds what is due until you let it go on; nothing is lost.",
      ],
    },
    destination: {
      title: "A destination",
      paragraphs: [
        "The address is taken as it stands. The secret is shown once, when it is made; the receiver needs it to check that a webhook came from you. Code for that stands at the right.",
        "Rotate replaces the secret while both work for a while. More holds what few need: authentication, further secrets, a proxy, certificates, limits, and when it counts as unhealthy.",
        "One that answers nothing but errors for days is paused, and tried again now and then. What waits for it is held until then.",
      ],
    },
    inbox: {
      title: "Test inbox",
      paragraphs: [
        "A receiver built into the app: send something here to see exactly what arrives, and whether the signature is right.",
        "It can answer with an error, slowly or not at all, so that you see what a retry looks like. The last 200 requests are kept, and its address works on this computer only.",
      ],
    },
    recipes: {
      title: "Recipes",
      paragraphs: [
        "Automations that others have found useful. Use asks a few questions and makes one for you; you can change everything afterwards.",
        "Import reads a recipe or a backup from a file, from text, or from a file dropped on this window. You see what it would do before anything is written, and imported automations arrive switched off.",
      ],
    },
    "first-run": {
      title: "The first webhook",
      paragraphs: [
        "Two clicks make an automation that sends to the Test inbox, and the page shows live how far its webhook has come.",
        "Everything made here goes away in one click. Files that you put into the folder yourself stay.",
      ],
    },
  } as Record<string, HelpTopic>,
  glossary: [
    ["Automation", "When something happens, only if a condition holds, send."],
    ["Event", "Something that happened: a file was added, a time came, a program called."],
    ["Destination", "Where webhooks go: address, secret, health."],
    ["Delivery", "One event on its way to one destination, made of attempts."],
    ["Attempt", "One request to the destination, with its answer."],
    [
      "Sent",
      "The destination took it: it answered from 200 to 299, or with what you count as success.",
    ],
    ["Waiting", "It is due soon, or it is tried again later."],
    ["Failed", "It was given up. You can send it again."],
    ["Skipped", "A condition said no, or a limit left it out, so nothing was sent."],
    ["Held", "Sending is paused; it goes out when you resume."],
    ["Stopped", "You stopped it before it was sent. You can send it again."],
    ["Runner", "The part of Hookloom that watches and sends, also while no window is open."],
    ["Webhook", "A message from one program to another over HTTP, the moment something happens."],
    [
      "Signature",
      "A check value made with a secret; it shows who sent a webhook and that nobody changed it.",
    ],
  ] satisfies [string, string][],
};
