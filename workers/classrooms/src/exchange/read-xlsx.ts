import { FileRefused } from "./file-refused";
import { childOf, childrenOf, type Element, readXml } from "./xml";
import { openZip, type Zip } from "./zip";

const maxRows = 5000;
const maxColumns = 400;
const maxCells = 150_000;

/** A rectangle of cells that are one: zero-based, ends included. */
export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface Sheet {
  name: string;
  /** Texts by row and column, both from zero; what is not there is "". */
  rows: string[][];
  merges: Merge[];
}

/** Reads the sheets of an .xlsx workbook (ECMA-376) as text. Formulas give their stored value. Throws `FileRefused`. */
export async function readXlsx(bytes: Uint8Array): Promise<Sheet[]> {
  const zip = openZip(bytes);
  const workbook = await part(zip, "xl/workbook.xml");
  const relations = await part(zip, "xl/_rels/workbook.xml.rels");
  const targets = new Map(
    childrenOf(relations, "Relationship").map(({ attributes }) => [attributes.Id ?? "", attributes.Target ?? ""]),
  );
  const strings = zip.has("xl/sharedStrings.xml")
    ? childrenOf(await part(zip, "xl/sharedStrings.xml"), "si").map(richText)
    : [];
  const sheets: Sheet[] = [];
  for (const { attributes } of childrenOf(childOf(workbook, "sheets"), "sheet")) {
    // Both `id` (of the relation) and `sheetId` are there; prefixes are dropped, so `id` is the relation's.
    const target = targets.get(attributes.id ?? "");
    if (target === undefined) throw new FileRefused("sheet-missing", { name: attributes.name ?? "" });
    const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    if (!path.includes("worksheets/")) continue;
    sheets.push({ name: attributes.name ?? "", ...sheetOf(await part(zip, path), strings) });
  }
  if (sheets.length === 0) throw new FileRefused("sheet-missing", { name: "" });
  return sheets;
}

async function part(zip: Zip, name: string): Promise<Element> {
  if (!zip.has(name)) throw new FileRefused("sheet-missing", { name });
  return readXml(await zip.read(name), name);
}

/** A string may be one text or runs of differently set text; readings (`rPh`) above it are not part of it. */
function richText(item: Element): string {
  return item.children
    .flatMap((child) => (child.name === "t" ? [child] : child.name === "r" ? childrenOf(child, "t") : []))
    .map(({ text }) => text)
    .join("");
}

function sheetOf(sheet: Element, strings: string[]): Omit<Sheet, "name"> {
  const rows: string[][] = [];
  let cells = 0;
  let nextRow = 0;
  for (const row of childrenOf(childOf(sheet, "sheetData"), "row")) {
    const at = row.attributes.r === undefined ? nextRow : Number(row.attributes.r) - 1;
    nextRow = at + 1;
    let nextColumn = 0;
    for (const cell of childrenOf(row, "c")) {
      const column = cell.attributes.r === undefined ? nextColumn : placeOf(cell.attributes.r).column;
      nextColumn = column + 1;
      const text = textOf(cell, strings).trim();
      if (text === "") continue;
      if (at >= maxRows || column >= maxColumns || ++cells > maxCells)
        throw new FileRefused("too-large", { limit: maxCells });
      while (rows.length <= at) rows.push([]);
      const line = rows[at]!;
      while (line.length < column) line.push("");
      line[column] = text.normalize("NFC");
    }
  }
  const merges = childrenOf(childOf(sheet, "mergeCells"), "mergeCell").flatMap(({ attributes }) => {
    const [from, to] = (attributes.ref ?? "").split(":");
    if (!from || !to) return [];
    const start = placeOf(from);
    const end = placeOf(to);
    return [{ top: start.row, left: start.column, bottom: end.row, right: end.column }];
  });
  if (merges.length > maxCells) throw new FileRefused("too-large", { limit: maxCells });
  return { rows, merges };
}

function textOf(cell: Element, strings: string[]): string {
  const value = childOf(cell, "v")?.text ?? "";
  const { t } = cell.attributes;
  if (t === "s") return strings[Number(value)] ?? "";
  const inline = childOf(cell, "is");
  if (t === "inlineStr") return inline ? richText(inline) : "";
  return t === "e" ? "" : value;
}

/** "C5" → row 4, column 2 */
function placeOf(reference: string) {
  const [, letters = "A", digits = "1"] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? [];
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(digits) - 1, column: column - 1 };
}

/** Row 4, column 2 → "C5" */
export function referenceOf(row: number, column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}
