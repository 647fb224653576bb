/**
 * Text from outside as it may stand among ours: what would steer, hide or turn text around is
 * written out, as `\\u202e`. Letters of every language, accents and emoji stay.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, written);
}

/** More than this of one text is in nobody's way to read; the whole of it stands elsewhere. */
const LONGEST = 500;

/** The same, with the end of a very long text left out. */
export function visibleStart(text: string): string {
  if (text.length <= LONGEST) return visible(text);
  const whole = text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "");
  return `${visible(whole)}…`;
}

/** The same over several lines, such as a body. */
export function visibleLines(text: string): string {
  return text.replace(UNSEEN, (c) => (c === "\n" || c === "\t" ? c : written(c)));
}

// A joiner between letters of other scripts, or in an emoji, is part of how these are written.
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|(?<![^\u0000-\u007f])[\u200c\u200d]/g;

function written(c: string): string {
  return `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
