/** What a piece of shown code is, for its colour. */
export type TokenKind = "key" | "string" | "number" | "mark" | "plain";

/** A piece of shown code. */
export interface Token {
  kind: TokenKind;
  text: string;
}

const PIECES =
  /("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:])/g;
const INDENT = "  ";

/**
 * JSON laid out over lines. Numbers stay as they were written (`249.00` is not `249`), since the
 * text is only laid out anew, never read into values. Text that is no JSON comes back as it is.
 */
export function layOut(text: string): Token[] {
  if (!isJson(text)) return [{ kind: "plain", text }];
  const out: Token[] = [];
  let depth = 0;
  const pieces = text.match(PIECES) ?? [];
  const newLine = () => out.push({ kind: "plain", text: `\n${INDENT.repeat(depth)}` });

  pieces.forEach((piece, index) => {
    const next = pieces[index + 1];
    const opens = piece === "{" || piece === "[";
    const closes = piece === "}" || piece === "]";
    const before = pieces[index - 1];
    if (closes) {
      depth -= 1;
      if (before !== "{" && before !== "[") newLine();
    }
    out.push({ kind: kindOf(piece, next), text: piece });
    if (opens) {
      depth += 1;
      if (next !== "}" && next !== "]") newLine();
    } else if (piece === ",") newLine();
    else if (piece === ":") out.push({ kind: "plain", text: " " });
  });
  return out;
}

function kindOf(piece: string, next: string | undefined): TokenKind {
  if (piece.startsWith('"')) return next === ":" ? "key" : "string";
  return /^[{}[\],:]$/.test(piece) ? "mark" : "number";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
