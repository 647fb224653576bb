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
    "Tick several to turn them on or off or to delete them together. What is deleted can be had back for 30 days.",
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
    "Such as R in the log or / for searching. Turn them off if they get in your way.",
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
    close: "Close, or give up the selection",
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
        "Three cards follow each other: when it runs, which events it lets pass, and what it sends where. Nothing happens before you save.",
        "Your own JSON and other bodies may contain fields of the event, such as {{ file.name }}. Click a field to insert it.",
      ],
    },
    map: {
      title: "Map",
      paragraphs: [
        "What starts an automation, the automation, and where it sends, from left to right. A thread is thicker the more went along it in the last 24 hours; its colour and dashes say how well.",
        "Draw a thread from a trigger or an automation to a destination, or press C and choose from lists: both make a draft. Boxes stay where you put them, Tidy up arranges them anew, and Ctrl Z takes that back.",
        "The arrow keys move from box to box, Enter opens, Delete deletes.",
      ],
    },
    activity: {
      title: "Activity",
      paragraphs: [
        "Every delivery that was ever made, newest first. A row opens its story: the event, each attempt, and what happens next.",
        "What failed can be sent again with the same content and the same id, so that a receiver can tell it is a repeat.",
      ],
    },
    destinations: {
      title: "Destinations",
      paragraphs: [
        "Where webhooks go: an address, the secret they are signed with, and how it is doing. Several automations can share one.",
        "Pausing a destination holds what is due until you let it go on. Nothing is lost.",
      ],
    },
    destination: {
      title: "A destination",
      paragraphs: [
        "The address is taken as it stands. The secret is shown once, when it is made; the receiver needs it to check that a webhook came from you.",
      ],
    },
    inbox: {
      title: "Test inbox",
      paragraphs: [
        "A receiver built into the app: send something here to see exactly what arrives, and whether the signature is right.",
        "It can answer with an error, slowly or not at all, so that you see what a retry looks like.",
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
    ["Sent", "The destination answered with a number from 200 to 299."],
    ["Waiting", "It is due soon, or it is tried again later."],
    ["Failed", "It was given up. You can send it again."],
    ["Skipped", "A condition said no, or a limit left it out, so nothing was sent."],
    ["Held", "Sending is paused; it goes out when you resume."],
    ["Webhook", "A message from one program to another over HTTP, the moment something happens."],
    [
      "Signature",
      "A check value made with a secret; it shows who sent a webhook and that nobody changed it.",
    ],
  ] satisfies [string, string][],
};
