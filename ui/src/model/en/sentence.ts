/** What an automation does, in one sentence. */

import type { FileEventKind } from "../../bindings/FileEventKind";
import type { IntervalUnit } from "../../bindings/IntervalUnit";
import type { Operator } from "../../bindings/Operator";
import type { Weekday } from "../../bindings/Weekday";
import { type Rich, rich } from "../rich";
import type { SizeUnit } from "../size-unit";
import { listed, orList } from "./format";
import { operators, units, weekdays } from "./nouns";

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
export const sentence = {
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
  size: (amount: string, unit: SizeUnit) =>
    unit === "bytes" ? amount : `${amount} ${unit.toUpperCase()}`,
  rows: (n: number): Rich => rich`${n} conditions hold`,
  anyRow: (n: number): Rich => rich`one of ${n} conditions holds`,
  expression: (text: string): Rich => rich`${text}`,
  gone: "a deleted destination",
};
