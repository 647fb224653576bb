import { words } from "./en";
import { clock, moment } from "./time";

/** A moment as one says it in a sentence: `today at 09:12`, `tomorrow 09:12`. */
export function dayWords(at: string, now: number): string {
  const said = moment(at, now);
  return said === clock(at) ? words.access.today(said) : said;
}
