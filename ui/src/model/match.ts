/** Finding a text by a few typed letters. */

/** Where the letters stand in a text, and how good a find that is: 0 is best. */
export interface Match {
  score: number;
  /** What to mark, as [from, to), in order. */
  ranges: [number, number][];
}

/** Finds every word of the query in a text; nothing if one is missing. Accents and case are one. */
export function match(text: string, query: string): Match | null {
  const plain = simple(text);
  const words = simple(query).split(/\s+/).filter(Boolean);
  let score = 0;
  const ranges: [number, number][] = [];
  for (const word of words) {
    const at = bestPlace(plain, word);
    if (at < 0) return null;
    score = Math.max(score, at === 0 ? 0 : startsWord(plain, at) ? 1 : 2);
    ranges.push([at, at + word.length]);
  }
  return { score, ranges: ranges.sort(([a], [b]) => a - b) };
}

function bestPlace(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (startsWord(text, at)) return at;
  }
  return text.indexOf(word);
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "");
}

/** Letter for letter, so that places in it are places in the text. */
function simple(text: string): string {
  return Array.from({ length: text.length }, (_, at) => {
    const letter = text[at] ?? "";
    const bare = letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    return bare.length === 1 ? bare : letter;
  }).join("");
}

/** A text in pieces, those that were found marked. */
export function pieces(text: string, ranges: [number, number][]): { text: string; hit: boolean }[] {
  const made: { text: string; hit: boolean }[] = [];
  let done = 0;
  for (const [from, to] of ranges) {
    if (from < done) continue;
    if (from > done) made.push({ text: text.slice(done, from), hit: false });
    made.push({ text: text.slice(from, to), hit: true });
    done = to;
  }
  if (done < text.length) made.push({ text: text.slice(done), hit: false });
  return made;
}
