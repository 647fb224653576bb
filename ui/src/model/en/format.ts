/** How numbers and lists are said. */

import { LOCALE } from "../conventions";
import type { Rich } from "../rich";

/** Numbers with the marks that are usual where the person is. */
export const number = new Intl.NumberFormat(LOCALE);

/** What stands before a fraction. */
export const point = number.formatToParts(1.5).find(({ type }) => type === "decimal")?.value ?? ".";

/** What stands between thousands. */
export const thousands =
  number.formatToParts(1_000_000).find(({ type }) => type === "group")?.value ?? "";

/** A number with exactly so many digits behind the mark. */
export const decimals = (value: number, digits: number) =>
  new Intl.NumberFormat(LOCALE, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
/** "a, b, or c". */
export const orList = new Intl.ListFormat("en", { type: "disjunction" });

/** "1 request", "2 requests". */
export const count = (n: number, one: string, many: string) =>
  n === 1 ? `1 ${one}` : `${number.format(n)} ${many}`;

/** Parts joined by a comma, each standing out. */
export function listed(parts: string[]): Rich {
  return parts.flatMap((part, index) =>
    index === 0 ? [{ strong: part }] : [", ", { strong: part }],
  );
}
