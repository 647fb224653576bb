/** How numbers and lists are said. */

import type { Rich } from "../rich";

/** Numbers with the language's own marks. */
export const number = new Intl.NumberFormat("en");
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
