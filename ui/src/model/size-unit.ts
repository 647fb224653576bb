/** Sizes are kept as plain bytes and written in the unit that a person chose. */

export const SIZE_UNITS = ["bytes", "kb", "mb", "gb"] as const;
export type SizeUnit = (typeof SIZE_UNITS)[number];

const FACTORS: Record<SizeUnit, number> = { bytes: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** Whether a field of the event holds a size. */
export function isSize(field: string): boolean {
  return field === "file.size" || field === "inbound.size";
}

/** The largest unit in which a number of bytes stays a whole number. */
export function unitOf(bytes: string): SizeUnit {
  const amount = numberOf(bytes);
  if (!amount) return "bytes";
  return SIZE_UNITS.findLast((unit) => amount % FACTORS[unit] === 0) ?? "bytes";
}

/** Bytes in a unit. What is no number stays as it was written. */
export function inUnit(bytes: string, unit: SizeUnit): string {
  const amount = numberOf(bytes);
  return amount === null ? bytes : String(amount / FACTORS[unit]);
}

/** The bytes of an amount in a unit. What is no number stays as it was written. */
export function bytesOf(written: string, unit: SizeUnit): string {
  const amount = numberOf(written);
  return amount === null ? written : String(Math.round(amount * FACTORS[unit]));
}

function numberOf(text: string): number | null {
  const amount = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(amount) ? amount : null;
}
