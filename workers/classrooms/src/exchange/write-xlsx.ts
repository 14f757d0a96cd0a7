import type { Cell } from "@ven/kit/csv";

import { referenceOf } from "./read-xlsx";
import { writeZip } from "./zip";

export interface SheetToWrite {
  /** At most 31 characters; signs that Excel refuses are replaced. */
  name: string;
  /** Lines above the table, each in a cell merged over its width: title, school, term. */
  title?: readonly string[];
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
  /** Width of each column in characters. */
  widths?: readonly number[];
}

/** Style numbers of `styles` below. */
const style = { plain: 0, title: 1, head: 2, cell: 3 } as const;

/**
 * An .xlsx workbook of one sheet, ready to print: A4 landscape, fitted to the width, the heading repeated on each page.
 * Texts are inline strings, so a text that begins with "=" stays a text; no formula can be written.
 */
export function writeXlsx(sheet: SheetToWrite): Promise<Uint8Array> {
  const name = sheet.name.replaceAll(/[[\]:*?/\\]/g, " ").slice(0, 31) || "Sheet1";
  const above = sheet.title?.length ?? 0;
  return writeZip({
    "[Content_Types].xml": `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${main}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${main}.styles+xml"/></Types>`,
    "_rels/.rels": `${xml}<Relationships xmlns="${packaged}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${xml}<workbook xmlns="${sheets}" xmlns:r="${office}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${escaped(name.replaceAll("'", "''"))}'!$${above + 1}:$${above + 1}</definedName></definedNames></workbook>`,
    "xl/_rels/workbook.xml.rels": `${xml}<Relationships xmlns="${packaged}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": styles,
    "xl/worksheets/sheet1.xml": worksheet(sheet, above),
  });
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const packaged = "http://schemas.openxmlformats.org/package/2006/relationships";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const font = (size: number, bold = "") => `<font>${bold}<sz val="${size}"/><name val="Times New Roman"/></font>`;
const line = (side: string) => `<${side} style="thin"><color auto="1"/></${side}>`;
const styles = `${xml}<styleSheet xmlns="${sheets}"><fonts count="3">${font(11)}${font(14, "<b/>")}${font(11, "<b/>")}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${line("left")}${line("right")}${line("top")}${line("bottom")}<diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf fontId="1" xfId="0" applyFont="1" applyAlignment="1"><alignment horizontal="center" wrapText="1"/></xf><xf fontId="2" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf><xf borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function worksheet({ title = [], head, rows, widths }: SheetToWrite, above: number) {
  const table = [
    ...title.map((text) => ({ cells: [text], kind: style.title })),
    { cells: head, kind: style.head },
    ...rows.map((cells) => ({ cells, kind: style.cell })),
  ];
  const data = table
    .map(
      ({ cells, kind }, row) =>
        `<row r="${row + 1}">${cells.map((cell, column) => cellXml(cell, referenceOf(row, column), kind)).join("")}</row>`,
    )
    .join("");
  const columns = head
    .map((_, index) => `<col min="${index + 1}" max="${index + 1}" width="${widths?.[index] ?? 14}" customWidth="1"/>`)
    .join("");
  const wide = above && head.length > 1;
  const merges = title.map((_, row) => `<mergeCell ref="A${row + 1}:${referenceOf(row, head.length - 1)}"/>`).join("");
  return `${xml}<worksheet xmlns="${sheets}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><cols>${columns}</cols><sheetData>${data}</sheetData>${wide ? `<mergeCells count="${above}">${merges}</mergeCells>` : ""}<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`;
}

function cellXml(cell: Cell, reference: string, kind: number): string {
  if (typeof cell === "number" && Number.isFinite(cell)) return `<c r="${reference}" s="${kind}"><v>${cell}</v></c>`;
  const text = String(cell ?? "");
  if (text === "") return `<c r="${reference}" s="${kind}"/>`;
  return `<c r="${reference}" s="${kind}" t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, 32_767))}</t></is></c>`;
}

const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** Text for XML 1.0: signs escaped, control characters and lone surrogates, which XML cannot say, left out. */
const escaped = (text: string) =>
  text
    .replaceAll(/(?![\t\n\r\u0080-\u009f])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, "")
    .replaceAll(/[&<>"]/g, (sign) => signs[sign]!);
