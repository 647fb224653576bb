import { words } from "./en";
import { clockSeconds, moment } from "./time";

/** The most moments that are listed one by one. */
const LISTED = 8;

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

/** When a waiting delivery is tried after the next try, if that one fails too; nothing if never. */
export function laterTries([, ...later]: string[], now: number): string | null {
  if (later.length === 0) return null;
  const listed =
    later.length > LISTED ? [...later.slice(0, LISTED - 1), ...later.slice(-1)] : later;
  const said = listed.map((at) => moment(at, now));
  if (later.length <= LISTED) return words.delivery.laterTries(said.join(", "));
  const last = said.pop() ?? "";
  return words.delivery.laterTriesMore(said.join(", "), last);
}
