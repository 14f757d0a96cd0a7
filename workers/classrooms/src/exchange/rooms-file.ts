import { type Cell, type CsvRecord, type CsvRow, readCsv, recordsOf, writeCsv } from "@ven/kit/csv";
import { byVietnamese, sameKey } from "@ven/kit/text";

import type { RowFault } from "./file-refused";

/** A room or a kind of equipment as a file describes it. */
export interface RoomRecord {
  school: string;
  kind: "room" | "equipment" | "space";
  code: string;
  name: string;
  capacity: number | null;
  units: number;
  building: string | null;
  floor: number | null;
  features: string[];
  approval: "none" | "manager";
  status: "active" | "out_of_service" | "retired";
}

/** Fields that a re-import compares; school, kind and code are the key. */
export const roomFields = ["name", "capacity", "units", "building", "floor", "features", "approval", "status"] as const;
export const roomKey = ({ school, kind, code }: Pick<RoomRecord, "school" | "kind" | "code">) =>
  `${school}/${kind}/${sameKey(code)}`;

const columns = {
  school: ["Mã trường", "trường"],
  code: ["Mã phòng", "mã", "ký hiệu phòng", "số phòng"],
  name: ["Tên phòng", "tên"],
  kind: ["Loại", "loại phòng"],
  capacity: ["Số chỗ", "sức chứa", "số chỗ ngồi"],
  units: ["Số đơn vị", "số lượng"],
  building: ["Toà nhà", "tòa nhà", "dãy nhà"],
  floor: ["Tầng"],
  features: ["Trang thiết bị", "đặc điểm"],
  approval: ["Cần duyệt", "duyệt"],
  status: ["Trạng thái"],
} as const;
type Column = keyof typeof columns;

const kinds: Record<string, RoomRecord["kind"]> = {
  "": "room", phòng: "room", room: "room", "thiết bị": "equipment", equipment: "equipment",
  "không gian": "space", "sân": "space", space: "space",
}; // prettier-ignore
const approvals: Record<string, RoomRecord["approval"]> = {
  "": "none", không: "none", no: "none", none: "none", "0": "none", có: "manager", yes: "manager", manager: "manager", "1": "manager", x: "manager",
}; // prettier-ignore
const statuses: Record<string, RoomRecord["status"]> = {
  "": "active", "đang dùng": "active", active: "active", "đang hỏng": "out_of_service", "tạm ngừng": "out_of_service",
  out_of_service: "out_of_service", "thôi dùng": "retired", retired: "retired",
}; // prettier-ignore

/**
 * Reads rooms. Rows with a fault are left out and told with their line; `school` fills the column where a school imports
 * only its own. Throws `FileRefused`.
 */
export const readRooms = (bytes: Uint8Array, school?: string) => roomsOf(readCsv(bytes), school);

/** The same from the rows of a table of any kind. */
export function roomsOf(rows: CsvRow[], school?: string): { rooms: RoomRecord[]; faults: RowFault[] } {
  const rooms = new Map<string, RoomRecord>();
  const faults: RowFault[] = [];
  for (const record of recordsOf(rows, columns, school ? ["code", "name"] : ["school", "code", "name"])) {
    const read = roomOf(record, school);
    if ("code" in read && "line" in read) faults.push(read);
    else if (rooms.has(roomKey(read)))
      faults.push({ line: record.line, code: "code-twice", column: columns.code[0], value: read.code });
    else rooms.set(roomKey(read), read);
  }
  return { rooms: [...rooms.values()], faults };
}

function roomOf({ line, values }: CsvRecord<Column>, school: string | undefined): RoomRecord | RowFault {
  const fault = (code: RowFault["code"], column: Column): RowFault => ({
    line,
    code,
    column: columns[column][0],
    ...(values[column] && { value: values[column] }),
  });
  for (const [column, longest] of [
    ["school", 40],
    ["code", 40],
    ["name", 100],
    ["building", 60],
  ] as const)
    // prettier-ignore
    if (values[column].length > longest) return fault("value-too-long", column);
  if (!values.school && !school) return fault("value-missing", "school");
  if (!values.code) return fault("value-missing", "code");
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._/-]*$/u.test(values.code)) return fault("code-malformed", "code");
  if (!values.name) return fault("value-missing", "name");
  const kind = kinds[sameKey(values.kind)];
  if (!kind) return fault("unknown-value", "kind");
  const approval = approvals[sameKey(values.approval)];
  if (!approval) return fault("unknown-value", "approval");
  const status = statuses[sameKey(values.status)];
  if (!status) return fault("unknown-value", "status");
  const capacity = whole(values.capacity, 1, 2000);
  if (capacity === undefined) return fault("not-a-number", "capacity");
  const units = whole(values.units, 1, 40);
  if (units === undefined) return fault("not-a-number", "units");
  const { features, unknown } = featuresOf(values.features);
  if (unknown.length)
    return { line, code: "unknown-feature", column: columns.features[0], value: unknown.join(", ").slice(0, 200) };
  const floor = whole(values.floor, -5, 60);
  if (floor === undefined) return fault("not-a-number", "floor");
  return {
    school: values.school || (school ?? ""),
    kind,
    code: values.code,
    name: values.name,
    capacity,
    units: units ?? 1,
    building: values.building || null,
    floor,
    features,
    approval,
    status,
  };
}

/** Names of features in files, and the codes under which rooms are found; a code itself is also taken. */
export const featureNames: Readonly<Record<string, string>> = {
  "bảng tương tác": "interactive-board",
  "máy chiếu": "projector",
  "máy tính": "computers",
  "máy tính bảng": "tablets",
  "màn hình": "screen",
  "âm thanh": "sound",
  loa: "sound",
  "bảng thông minh": "interactive-board",
  tivi: "screen",
  "ti vi": "screen",
  tv: "screen",
  "máy lạnh": "air-conditioning",
  micro: "microphone",
  camera: "camera",
  "điều hoà": "air-conditioning",
  "điều hòa": "air-conditioning",
  "thí nghiệm": "laboratory",
  "tai nghe": "headphones",
  wifi: "wifi",
};

/** "Máy chiếu | Bảng tương tác" → codes, each once and in order, so that their order is no change; and what is no feature. */
function featuresOf(text: string): { features: string[]; unknown: string[] } {
  const named = text
    .split(/[|;,]/)
    .filter((name) => name.trim() !== "")
    .map((name) => {
      const key = sameKey(name);
      return { name: name.trim(), code: featureNames[key] ?? (/^[a-z][a-z0-9-]{1,29}$/.test(key) ? key : undefined) };
    });
  return {
    features: [...new Set(named.flatMap(({ code }) => code ?? []))].sort(),
    unknown: named.filter(({ code }) => code === undefined).map(({ name }) => name),
  };
}

/** A whole number within bounds, null when nothing is written, undefined when it is something else. */
function whole(text: string, least: number, most: number): number | null | undefined {
  if (text === "") return null;
  // "45 chỗ", "Tầng 2", "45,0" from a spreadsheet; "1.500" would be either of two numbers, so it is none.
  const digits = /^(?:tầng\s*)?(-?\d{1,6})(?:[.,]0{1,2})?(?:\s*\p{L}[\p{L}\p{M} ]*)?$/iu.exec(
    text.normalize("NFC"),
  )?.[1];
  const number = digits === undefined ? Number.NaN : Number(digits);
  return number >= least && number <= most ? number : undefined;
}

/** The rooms as the file that `readRooms` reads back without a change. */
export function writeRooms(rooms: readonly RoomRecord[]): string {
  const title = (column: Column) => columns[column][0];
  const order = Object.keys(columns) as Column[];
  const cellsOf = (room: RoomRecord): Cell[] =>
    order.map((column) => (column === "features" ? room.features.join(" | ") : room[column]));
  const sorted = rooms.toSorted((a, b) => byVietnamese(a.school, b.school) || byVietnamese(a.code, b.code));
  return writeCsv([order.map(title), ...sorted.map(cellsOf)]);
}
