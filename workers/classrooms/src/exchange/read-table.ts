import { type CsvRow, readCsv } from "@ven/kit/csv";

import { FileRefused } from "./file-refused";
import { readXlsx } from "./read-xlsx";

/** The rows of a list, whether it is CSV or the first sheet of a workbook that has any. Throws `FileRefused`. */
export async function readTable(bytes: Uint8Array): Promise<CsvRow[]> {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new FileRefused("file-kind", { name: ".xls" });
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return readCsv(bytes);
  for (const { rows } of await readXlsx(bytes)) {
    const filled = rows.map((cells, index) => ({ line: index + 1, cells })).filter(({ cells }) => cells.some(Boolean));
    if (filled.length) return filled;
  }
  throw new FileRefused("empty");
}
