/** The command palette. */

import { count } from "./format";

export const palette = {
  title: "Search or run",
  placeholder: "Search, or run a command",
  results: "Results",
  recent: "Recent",
  automations: "Automations",
  destinations: "Destinations",
  deliveries: "Deliveries",
  goTo: "Go to",
  commands: "Commands",
  move: "Move",
  open: "Open",
  run: (name: string) => `Run ${name} now`,
  ran: (name: string) => `“${name}” ran.`,
  runKey: "Run",
  switchOn: (name: string) => `Switch on ${name}`,
  switchOff: (name: string) => `Switch off ${name}`,
  switchedOn: (name: string) => `“${name}” is on.`,
  pauseOne: (name: string) => `Pause ${name}`,
  resumeOne: (name: string) => `Let ${name} go on`,
  pause: "Pause sending",
  pauseHour: "Pause sending for an hour",
  resume: "Resume sending",
  failed: "Show what failed",
  delivery: (id: string) => `Open delivery ${id}`,
  ago: (ago: string) => `${ago} ago`,
  found: (n: number) => count(n, "result", "results"),
  nothing: "Nothing found. Try fewer letters.",
};
