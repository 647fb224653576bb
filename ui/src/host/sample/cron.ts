const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;
const NAMES = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const MINUTE = 60_000;
/** A year of minutes is as far as it looks. */
const FURTHEST = 366 * 24 * 60;

/** When a cron expression of five parts, or six with seconds, is due next; for looking at only. */
export function cronRuns(text: string, now: number, howMany: number): number[] {
  const parts = text.trim().split(/\s+/).slice(-5);
  const fields = RANGES.map(([from, to], index) => numbers(parts[index] ?? "*", from, to));
  const found: number[] = [];
  const start = Math.floor(now / MINUTE) + 1;
  for (let minute = start; minute < start + FURTHEST && found.length < howMany; minute += 1) {
    const at = new Date(minute * MINUTE);
    const weekday = at.getDay();
    const of = [at.getMinutes(), at.getHours(), at.getDate(), at.getMonth() + 1, weekday];
    const fits = fields.every((field, index) => field.has(of[index] ?? -1));
    if (fits) found.push(at.getTime());
  }
  return found;
}

function numbers(field: string, from: number, to: number): Set<number> {
  const found = new Set<number>();
  for (const part of field.split(",")) {
    const [range = "*", step = "1"] = part.split("/");
    const [first, last = part.includes("/") ? to : first] =
      range === "*" ? [from, to] : range.split("-").map(numberOf);
    for (let one = first ?? from; one <= (last ?? to); one += Math.max(1, Number(step))) {
      found.add(to === 7 ? one % 7 : one);
    }
  }
  return found;
}

function numberOf(text: string): number {
  const name = NAMES.indexOf(text.toUpperCase());
  return name < 0 ? Number(text) : name;
}
