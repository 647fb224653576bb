/**
 * The words of this window are English; dates and numbers are written in them as is usual where
 * the person is: `23 Nov` and `10 000` in Sweden, `Nov 23` and `10,000` in the United States.
 */

/** Where nothing better is known. */
const USUAL = "en-GB";

/** English as it is written in the region of a language tag. */
export function englishOf(tag: string | undefined): string {
  try {
    const { region } = new Intl.Locale(tag ?? USUAL).maximize();
    if (!region || region === "US") return region ? "en-US" : USUAL;
    // Of a region that has no English of its own, only the bare language would be left.
    const resolved = new Intl.DateTimeFormat(`en-${region}`).resolvedOptions().locale;
    return resolved === "en" ? USUAL : resolved;
  } catch {
    return USUAL;
  }
}

/** The locale of all dates and numbers here. */
export const LOCALE = englishOf(globalThis.navigator?.language ?? USUAL);
