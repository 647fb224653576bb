/**
 * Where the boxes of the map stand: triggers, automations and destinations in three columns, in
 * an order in which threads cross as little as possible.
 */

/** How wide and high every box is. */
export const BOX = { width: 232, height: 60 };

/** Where the columns begin. */
export const COLUMNS = { triggers: 40, automations: 436, destinations: 880 };

/** Where the first row begins, and how far the next is below it. */
const TOP = 96;
const PITCH = 112;

/** The least distance between two destinations, from edge to edge of the same kind. */
const CLOSEST = 84;

/** After so many turns nothing gets better any more. */
const TURNS = 8;

/** From an automation to a destination. */
export interface Link {
  automation: string;
  destination: string;
}

/** The height of each automation, which its trigger shares, and of each destination. */
export interface Arrangement {
  automations: Map<string, number>;
  destinations: Map<string, number>;
}

/** Arranges what is given in the order of its names. */
export function arrange(automations: string[], destinations: string[], links: Link[]): Arrangement {
  // Threads of parts that share nothing need not cross, so each part is arranged by itself.
  const left = parts(automations, links).flatMap((part) => {
    const own = links.filter((link) => part.has(link.automation));
    const ends = new Set(own.map((link) => link.destination));
    return ordered(
      automations.filter((id) => part.has(id)),
      destinations.filter((id) => ends.has(id)),
      own,
    );
  });
  const rows = new Map(left.map((id, index) => [id, TOP + index * PITCH]));
  return { automations: rows, destinations: placed(destinations, links, rows) };
}

/** The automations that share destinations with each other, also by way of others. */
function parts(automations: string[], links: Link[]): Set<string>[] {
  const found: Set<string>[] = [];
  const seen = new Set<string>();
  for (const start of automations) {
    if (seen.has(start)) continue;
    const part = reached(start, links);
    for (const id of part) seen.add(id);
    found.push(part);
  }
  return found;
}

function reached(start: string, links: Link[]): Set<string> {
  const [part, ends] = [new Set([start]), new Set<string>()];
  for (let before = 0; before < part.size; ) {
    before = part.size;
    for (const { automation, destination } of links) {
      if (part.has(automation)) ends.add(destination);
      if (ends.has(destination)) part.add(automation);
    }
  }
  return part;
}

/** The order of automations in which the fewest threads cross, of those that were tried. */
function ordered(automations: string[], destinations: string[], links: Link[]): string[] {
  let left = automations;
  let right = destinations;
  let best = left;
  let fewest = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < TURNS; turn += 1) {
    right = byMeans(right, left, (id) =>
      links.filter((link) => link.destination === id).map((link) => link.automation),
    );
    const crossings = countCrossings(left, right, links);
    if (crossings < fewest) {
      fewest = crossings;
      best = left;
    }
    if (fewest === 0) break;
    left = byMeans(left, right, (id) =>
      links.filter((link) => link.automation === id).map((link) => link.destination),
    );
  }
  return best;
}

/** Sorts by where their neighbours stand in the mean; those without any keep to the end. */
function byMeans(ids: string[], others: string[], neighbours: (id: string) => string[]): string[] {
  const place = new Map(others.map((id, index) => [id, index]));
  const means = new Map(ids.map((id) => [id, mean(neighbours(id).map((one) => place.get(one)))]));
  const meanOf = (id: string) => means.get(id) ?? Number.POSITIVE_INFINITY;
  return [...ids].sort((a, b) => (meanOf(a) === meanOf(b) ? 0 : meanOf(a) - meanOf(b)));
}

function mean(values: (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0) / known.length;
}

/** How many pairs of threads cross. */
export function countCrossings(left: string[], right: string[], links: Link[]): number {
  const at = (ids: string[]) => new Map(ids.map((id, index) => [id, index]));
  const [lefts, rights] = [at(left), at(right)];
  const ends = links
    .map((link) => [lefts.get(link.automation) ?? 0, rights.get(link.destination) ?? 0] as const)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return inversions(ends.map(([, end]) => end));
}

/** How many pairs stand in the wrong order. */
function inversions(values: number[]): number {
  const sorted: number[] = [];
  let count = 0;
  for (const value of values) {
    const place = firstAbove(sorted, value);
    count += sorted.length - place;
    sorted.splice(place, 0, value);
  }
  return count;
}

function firstAbove(sorted: number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Destinations at the mean height of what sends to them, moved apart where they would overlap. */
function placed(
  destinations: string[],
  links: Link[],
  rows: Map<string, number>,
): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const id of destinations) {
    const sources = links.filter((link) => link.destination === id);
    const height = mean(sources.map((link) => rows.get(link.automation)));
    if (height !== undefined) wanted.set(id, height);
  }
  const used = [...wanted.keys()].sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
  const heights = apart(used.map((id) => wanted.get(id) ?? 0));
  const found = new Map(used.map((id, index) => [id, heights[index] ?? 0]));
  const unused = destinations.filter((id) => !wanted.has(id));
  const below = Math.max(TOP - PITCH, ...heights) + PITCH;
  for (const [index, id] of unused.entries()) found.set(id, below + index * CLOSEST);
  return found;
}

/**
 * The heights closest to those wanted, which rise, at which neighbours keep their distance: runs
 * that are too close share their mean.
 */
function apart(wanted: number[]): number[] {
  const runs: { sum: number; count: number }[] = [];
  for (const [index, height] of wanted.entries()) {
    runs.push({ sum: height - index * CLOSEST, count: 1 });
    for (let last = runs.at(-1), before = runs.at(-2); last && before; ) {
      if (before.sum / before.count <= last.sum / last.count) break;
      runs.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count });
      [last, before] = [runs.at(-1), runs.at(-2)];
    }
  }
  const shifted = runs.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count));
  const heights = shifted.map((height, index) => height + index * CLOSEST);
  const lowest = Math.max(0, TOP - (heights[0] ?? TOP));
  return heights.map((height) => Math.round(height + lowest));
}
