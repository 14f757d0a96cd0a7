/**
 * A line of the table.
 *
 * @typedef {object} Row
 * @property {string} case       what was done
 * @property {string} measured   ours, with its unit
 * @property {string} baseline   what it is held against
 * @property {string} ratio      median of the rounds and their extremes
 * @property {string} budget
 * @property {boolean | null} ok null where there is no budget, or nothing was measured
 */

const count = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** A ratio that must be at least (`atLeast`) or at most (`atMost`) something; `unit` is that of both sides. */
export function ratioRow(what, { measured, baseline, median, min, max }, { unit, against, atLeast, atMost }) {
  const ok = atLeast !== undefined ? median >= atLeast : atMost !== undefined ? median <= atMost : null;
  return {
    case: what,
    measured: `${count(measured)} ${unit}`,
    baseline: `${against}: ${count(baseline)} ${unit}`,
    ratio: `${count(median)} (${count(min)}–${count(max)})`,
    budget: atLeast !== undefined ? `≥ ${atLeast} ×` : atMost !== undefined ? `≤ ${atMost} ×` : "",
    ok,
  };
}

/** A count or a number of bytes, at most `atMost`. */
export function countRow(what, value, { unit, atMost, note = "" }) {
  return {
    case: what,
    measured: `${Number.isInteger(value) ? value : count(value)} ${unit}`,
    baseline: note,
    ratio: "",
    budget: atMost === undefined ? "" : `≤ ${atMost}`,
    ok: atMost === undefined ? null : value <= atMost,
  };
}

/** Said loudly: what this machine could not measure. */
export const skippedRow = (what, reason) => ({
  case: what,
  measured: "SKIPPED",
  baseline: reason,
  ratio: "",
  budget: "",
  ok: null,
});

const columns = ["case", "measured", "baseline", "ratio", "budget", "ok"];
const said = (ok) => (ok === null ? "" : ok ? "yes" : "**no**");

/** The rows as Markdown. */
export function table(rows) {
  const cells = rows.map((row) => columns.map((name) => (name === "ok" ? said(row.ok) : row[name])));
  const head = ["case", "measured", "baseline", "ratio: median (range)", "budget", "ok"];
  const width = head.map((text, at) => Math.max(text.length, ...cells.map((row) => row[at].length)));
  const line = (row) => `| ${row.map((text, at) => text.padEnd(width[at])).join(" | ")} |`;
  return [line(head), `|${width.map((size) => "-".repeat(size + 2)).join("|")}|`, ...cells.map(line)].join("\n");
}
