export type Cell = string | number | boolean | null | undefined;

/** A spreadsheet must not take a text for a formula (CWE-1236). */
function cellOf(value: Cell) {
  const text = typeof value === "string" ? value : String(value ?? "");
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table for spreadsheets, with a byte order mark, without which they break Vietnamese. */
export const writeTable = (head: readonly string[], rows: readonly (readonly Cell[])[]) =>
  `\uFEFF${[head, ...rows].map((row) => `${row.map(cellOf).join(",")}\r\n`).join("")}`;
