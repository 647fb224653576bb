/** What was measured, as the same table that the other benchmarks print. */
export class Figures {
  #rows = [];

  /** A figure, beside that of a page with nothing in it where there is one. */
  add(what, unit, value, { plain, wanted = "" } = {}) {
    const beside = plain === undefined ? "" : `${withUnit(plain, unit)} (a page with nothing in it)`;
    const ratio = plain ? (value / plain).toFixed(2) : "";
    this.#rows.push([what, withUnit(value, unit), beside, ratio, wanted]);
  }

  toString() {
    const head = ["what", "figure", "yardstick", "ratio", "wanted"];
    const lines = [head, head.map(() => "---"), ...this.#rows];
    return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  }
}

/** The value below which that share of the others lies. */
export function at(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function withUnit(value, unit) {
  const digits = value >= 10 || Number.isInteger(value) ? 0 : 1;
  return `${value.toFixed(digits)} ${unit}`.trim();
}
