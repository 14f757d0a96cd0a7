import { readCsv, recordsOf, writeCsv } from "./csv";
import type { RowFault } from "./file-refused";
import { byVietnamese, sameKey } from "./text";

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
  code: ["Mã giáo viên", "mã gv", "mã nhân viên", "mã"],
  name: ["Họ và tên", "họ tên"],
  shortName: ["Tên trên TKB", "tên ngắn", "tên viết tắt"],
  department: ["Tổ bộ môn", "tổ", "tổ chuyên môn"],
  status: ["Trạng thái"],
} as const;

const statuses: Record<string, PersonRecord["status"]> = {
  "": "active", "đang dạy": "active", "đang làm việc": "active", active: "active",
  "đã nghỉ": "left", "chuyển đi": "left", "nghỉ hưu": "left", left: "left",
}; // prettier-ignore

/** Reads teachers; columns it does not know (phone, birthday …) are not even looked at. Throws `FileRefused`. */
export function readPeople(bytes: Uint8Array): { people: PersonRecord[]; faults: RowFault[] } {
  const people = new Map<string, PersonRecord>();
  const faults: RowFault[] = [];
  for (const { line, values } of recordsOf(readCsv(bytes), columns, ["code", "name"])) {
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
