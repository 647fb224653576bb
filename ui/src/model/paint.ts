/** What a piece of program text is, for its colour. */
export type PaintKind = "key" | "string" | "mark" | "plain";

export interface Painted {
  kind: PaintKind;
  text: string;
}

const WORDS =
  "import|from|export|function|const|let|return|if|for|foreach|in|of|use|pub|fn|def|class|package|func|range|var|switch|case|mut|true|false|try|except|pass|continue|null|not|and|or|some|match|as|bool|string|new";
const PIECES = new RegExp(
  `((?://|#(?!\\[)).*|/\\*[\\s\\S]*?\\*/)|("(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*')|\\b(${WORDS})\\b`,
  "g",
);

/** Colours program text just enough to be read: words of the language, texts, comments. */
export function paint(code: string): Painted[] {
  const out: Painted[] = [];
  let done = 0;
  for (const found of code.matchAll(PIECES)) {
    if (found.index > done) out.push({ kind: "plain", text: code.slice(done, found.index) });
    const [text, comment, quoted] = found;
    out.push({ kind: comment ? "mark" : quoted ? "string" : "key", text });
    done = found.index + text.length;
  }
  if (done < code.length) out.push({ kind: "plain", text: code.slice(done) });
  return out;
}
