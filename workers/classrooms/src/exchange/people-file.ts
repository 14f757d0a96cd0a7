import { type CsvRow, readCsv, recordsOf, writeCsv } from "@ven/kit/csv";
import { byVietnamese, sameKey } from "@ven/kit/text";

import { FileRefused, type RowFault } from "./file-refused";

/** A teacher as a school knows them at work. Contact data belongs to identity's vault and is never taken from a file. */
export interface PersonRecord {
  code: string;
  name: string;
  shortName: string;
  department: string | null;
  status: "active" | "left";
}
export const personFields = ["name", "shortName", "department", "status"] as const;

const columns = {
  code: ["Mã giáo viên", "mã gv", "mã nhân viên", "mã cán bộ", "mã cbgv", "mã định danh", "mã"],
  name: ["Họ và tên", "họ tên", "họ tên giáo viên", "họ và tên giáo viên"],
  shortName: ["Tên trên TKB", "tên ngắn", "tên viết tắt"],
  department: ["Tổ bộ môn", "tổ", "tổ chuyên môn", "tổ cm"],
  status: ["Trạng thái", "tình trạng"],
} as const;
/** Lists for payrolls have the family name and the given name in two columns. */
const inTwo = {
  ...columns,
  family: ["Họ đệm", "họ", "họ và tên đệm", "họ và đệm", "họ lót"],
  given: ["Tên"],
} as const;

const statuses: Record<string, PersonRecord["status"]> = {
  "": "active", "đang dạy": "active", "đang làm việc": "active", "đang công tác": "active", active: "active",
  "đã nghỉ": "left", "chuyển đi": "left", "nghỉ hưu": "left", left: "left",
}; // prettier-ignore

/** Reads teachers; columns it does not know (phone, birthday …) are not even looked at. Throws `FileRefused`. */
export const readPeople = (bytes: Uint8Array) => peopleOf(readCsv(bytes));

/** The rows of a list by their columns; a name in two columns is put together. */
function namedRows(rows: CsvRow[]) {
  try {
    return recordsOf(rows, columns, ["code", "name"]);
  } catch (err) {
    // What the usual list lacks is what to tell, unless it is one of the other kind.
    if (!(err instanceof FileRefused) || err.code !== "header-missing") throw err;
    try {
      return recordsOf(rows, inTwo, ["code", "family", "given"]).map(({ line, values }) => ({
        line,
        values: { ...values, name: `${values.family} ${values.given}`.trim() },
      }));
    } catch {
      throw err;
    }
  }
}

/** The same from the rows of a table of any kind. */
export function peopleOf(rows: CsvRow[]): { people: PersonRecord[]; faults: RowFault[] } {
  const people = new Map<string, PersonRecord>();
  const faults: RowFault[] = [];
  for (const { line, values } of namedRows(rows)) {
    const status = statuses[sameKey(values.status)];
    const fault = (code: RowFault["code"], column: keyof typeof columns) =>
      void faults.push({ line, code, column: columns[column][0], ...(values[column] && { value: values[column] }) });
    if (!values.code) fault("value-missing", "code");
    else if (values.code.length > 60) fault("value-too-long", "code");
    else if (!values.name) fault("value-missing", "name");
    else if (values.name.length > 100) fault("value-too-long", "name");
    else if (values.shortName.length > 40) fault("value-too-long", "shortName");
    else if (!status) fault("unknown-value", "status");
    else if (people.has(values.code)) fault("code-twice", "code");
    else
      people.set(values.code, {
        code: values.code,
        name: values.name,
        shortName: values.shortName || givenNameOf(values.name),
        department: values.department || null,
        status,
      });
  }
  return { people: [...people.values()], faults };
}

/** "Nguyễn Thị Hà" is called "Hà". */
export const givenNameOf = (name: string) => (name.trim().split(/\s+/).at(-1) ?? name).slice(0, 40);

/** Sorted by given name, as Vietnamese lists are. */
export function writePeople(people: readonly PersonRecord[]): string {
  const order = Object.keys(columns) as (keyof typeof columns)[];
  const sorted = people.toSorted(
    (a, b) =>
      byVietnamese(givenNameOf(a.name), givenNameOf(b.name)) ||
      byVietnamese(a.name, b.name) ||
      byVietnamese(a.code, b.code),
  );
  return writeCsv([
    order.map((column) => columns[column][0]),
    ...sorted.map((one) => order.map((column) => one[column])),
  ]);
}
