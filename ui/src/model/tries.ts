import { words } from "./en";
import { clockSeconds, moment } from "./time";

const SHOWN = 3;
const MINUTE = 60_000;

/** When a delivery that fails now is tried again: the first moments, and the last. */
export function triesInWords(tries: string[], now = Date.now()): string {
  if (tries.length === 0) return words.send.noTries;
  const said = tries.map((at) =>
    Date.parse(at) - now < 2 * MINUTE ? clockSeconds(at) : moment(at, now),
  );
  const first = said.slice(0, SHOWN).join(", ");
  const last = said.at(-1) ?? "";
  return tries.length <= SHOWN ? words.send.tries(first) : words.send.triesMore(first, last);
}
