/** A piece of a sentence: plain, or a value that stands out. */
export type RichPart = string | { strong: string };

/** A whole sentence in which the values a person gave stand out. */
export type Rich = RichPart[];

/**
 * Writes a sentence whose filled-in values stand out:
 * ``rich`When ${name} is called` ``. A value that is itself rich is taken over as it is.
 */
export function rich(words: TemplateStringsArray, ...values: (string | number | Rich)[]): Rich {
  const parts: Rich = [];
  words.forEach((word, index) => {
    if (word) parts.push(word);
    const value = values[index];
    if (value === undefined) return;
    if (Array.isArray(value)) parts.push(...value);
    else parts.push({ strong: String(value) });
  });
  return parts;
}

/** The sentence as plain text, for titles and screen readers. */
export function plain(sentence: Rich): string {
  return sentence.map((part) => (typeof part === "string" ? part : part.strong)).join("");
}
