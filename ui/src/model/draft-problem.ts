import { words } from "./en";

/** A problem that a form finds by itself, since the runner could not even be told. */
export interface DraftProblem {
  path: string;
  message: string;
}

/** A number that has to be there; its absence is noted. */
export function numberAt(value: number | "", path: string, problems: DraftProblem[]): number {
  if (value !== "") return value;
  problems.push({ path, message: words.send.enterNumber });
  return 0;
}

/** `sends[0].headers[1].name` as forms write it: `sends.0.headers.1.name`. */
export function dotted(field: string): string {
  return field.replace(/\[(\d+)\]/g, ".$1");
}
