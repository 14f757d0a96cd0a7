import { FileRefused } from "./file-refused";
import { fold, textOf } from "./text";

export interface CsvLimits {
  rows: number;
  columns: number;
  /** Characters in one cell. */
  cell: number;
}
const defaults: CsvLimits = { rows: 20_000, columns: 100, cell: 4000 };

export interface CsvRow {
  /** Line on which the row begins, from 1. */
  line: number;
  cells: string[];
}

/** Reads a table (RFC 4180, `,` `;` or tab, quotes, LF or CRLF, byte order mark, Excel's `sep=` line). */
export function readCsv(bytes: Uint8Array, limits: Partial<CsvLimits> = {}): CsvRow[] {
  return parseCsv(textOf(bytes), limits);
}

/** The rows of a text; empty lines are left out. Throws `FileRefused` with the line. */
export function parseCsv(input: string, limits: Partial<CsvLimits> = {}): CsvRow[] {
  const { rows: maxRows, columns: maxColumns, cell: maxCell } = { ...defaults, ...limits };
  let text = input.startsWith("\ufeff") ? input.slice(1) : input;
  let line = 1;
  let delimiter = /^sep=([;,\t])\r?\n/i.exec(text)?.[1];
  if (delimiter) {
    text = text.slice(text.indexOf("\n") + 1);
    line++;
  }
  delimiter ??= delimiterOf(text);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let begun = line;
  let at = 0;
  const endCell = (cell: string) => {
    if (cell.length > maxCell) throw new FileRefused("too-large", { line: begun, limit: maxCell });
    if (cells.length >= maxColumns) throw new FileRefused("csv-columns", { line: begun, limit: maxColumns });
    cells.push(readable(cell));
  };
  const endRow = () => {
    if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: begun, cells });
    if (rows.length > maxRows) throw new FileRefused("too-large", { line: begun, limit: maxRows });
    cells = [];
    begun = line;
  };
  while (at < text.length) {
    if (text[at] === '"') {
      const { value, end, lines } = quoted(text, at, line, delimiter);
      line += lines;
      endCell(value);
      at = end;
    } else {
      const end = endOfPlain(text, at, delimiter);
      endCell(text.slice(at, end));
      at = end;
    }
    if (at >= text.length) break;
    if (text[at] === delimiter) {
      at++;
      // A delimiter at the very end still has an empty cell behind it.
      if (at === text.length) endCell("");
      continue;
    }
    at += text.startsWith("\r\n", at) ? 2 : 1;
    line++;
    endRow();
  }
  endRow();
  if (rows.length === 0) throw new FileRefused("empty");
  return rows;
}

function endOfPlain(text: string, from: number, delimiter: string) {
  let at = from;
  for (; at < text.length; at++) {
    const char = text[at];
    if (char === delimiter || char === "\n" || char === "\r") break;
  }
  return at;
}

function quoted(text: string, from: number, line: number, delimiter: string) {
  let value = "";
  let at = from + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) throw new FileRefused("csv-quote", { line });
    value += text.slice(at, close);
    at = close + 1;
    if (text[at] !== '"') break;
    value += '"';
    at++;
  }
  const lines = value.match(/\r\n|\r|\n/g)?.length ?? 0;
  const next = text[at];
  if (next !== undefined && next !== delimiter && next !== "\r" && next !== "\n")
    throw new FileRefused("csv-quote", { line: line + lines });
  return { value, end: at, lines };
}

/** The sign that divides the first line most often, outside quotes; a comma may also stand in a title, so it comes last. */
function delimiterOf(text: string): string {
  const first = text
    .slice(0, 10_000)
    .replaceAll(/"(?:[^"]|"")*"/g, "")
    .split(/\r|\n/, 1)[0]!;
  const count = (sign: string) => first.split(sign).length;
  const best = [";", "\t", ","].reduce((most, sign) => (count(sign) > count(most) ? sign : most));
  return count(best) > 1 ? best : ",";
}

/** A row by the names of its columns. */
export interface CsvRecord<Name extends string> {
  line: number;
  values: Record<Name, string>;
}

/** How far down a table its heading may stand: below the school's name, the title, an empty line. */
const headWithin = 20;
/** "SỐ CHỖ (*)" → "so cho": titles are typed by hand. */
const titleKey = (text: string) => fold(text.replaceAll(/\([^)]*\)/g, " "));

/**
 * Rows under a heading, whose columns may stand in any order, with or without accents, below a title: `names` gives for
 * each field what the column may be called. Fields in `required` must be there. Throws `FileRefused` `header-missing` with
 * the columns that are there instead, or `header-twice`.
 */
export function recordsOf<Name extends string>(
  rows: CsvRow[],
  names: Record<Name, readonly string[]>,
  required: readonly NoInfer<Name>[],
): CsvRecord<Name>[] {
  const called = keysOf(names).map((name) => ({ name, titles: new Set([name, ...names[name]].map(titleKey)) }));
  const placesIn = (cells: readonly string[]) => {
    const titles = cells.map(titleKey);
    return new Map(
      called.map(({ name, titles: own }) => [name, titles.flatMap((title, at) => (own.has(title) ? [at] : []))]),
    );
  };
  const heads = rows.slice(0, headWithin).map(({ cells }, index) => {
    const places = placesIn(cells);
    return { index, cells, places, known: required.filter((name) => places.get(name)?.length).length };
  });
  const [head] = heads.toSorted((a, b) => b.known - a.known || a.index - b.index);
  const missing = required.filter((name) => !head?.places.get(name)?.length);
  if (!head || missing.length)
    throw new FileRefused("header-missing", {
      column: missing.map((name) => names[name][0] ?? name).join(", "),
      found: (head?.cells ?? []).filter(Boolean).join(", ").slice(0, 200),
    });
  const at = new Map<Name, number>();
  for (const [name, places] of head.places) {
    if (places.length > 1) throw new FileRefused("header-twice", { column: names[name][0] ?? name });
    if (places[0] !== undefined) at.set(name, places[0]);
  }
  return rows.slice(head.index + 1).map(({ line, cells }) => {
    const values: Partial<Record<Name, string>> = {};
    for (const name of keysOf(names)) values[name] = (cells[at.get(name) ?? -1] ?? "").trim();
    return { line, values: values as Record<Name, string> };
  });
}

/** Names of a record that are known to its type. */
export const keysOf = <Name extends string>(record: Record<Name, unknown>) => Object.keys(record) as Name[];

export type Cell = string | number | boolean | null | undefined;

// Excel, LibreOffice and Google Sheets run a cell that begins so; so do their full-width twins in some of them.
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** A text that no spreadsheet takes for a formula: an apostrophe goes before what would begin one. */
export const harmless = (text: string) => (formula.test(text) ? `'${text}` : text);
const readable = (text: string) => (text.startsWith("'") && formula.test(text) ? text.slice(1) : text);

/** A table for spreadsheets: byte order mark (else Excel takes UTF-8 for Windows-1252), CRLF, no formula. */
export function writeCsv(rows: readonly (readonly Cell[])[], delimiter: "," | ";" = ","): string {
  const cell = (value: Cell) => {
    // Composed first, as it will be read: U+037E, the Greek question mark, is a semicolon then.
    const text = typeof value === "string" ? harmless(value.normalize("NFC")) : String(value ?? "");
    return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${rows.map((row) => `${row.map(cell).join(delimiter)}\r\n`).join("")}`;
}
