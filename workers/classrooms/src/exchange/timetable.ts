import { sameKey } from "@ven/kit/text";

import type { RowFault } from "./file-refused";

/** A lesson of one period as a file says it, before anybody knows who "Hà" is. */
export interface RawLesson {
  line: number;
  /** "TKB!C5", "card 12", or nothing where the line says it all. */
  where?: string;
  className: string;
  /** Group of the class, from 1; 0 is the whole class. */
  part: number;
  /** ISO weekday. */
  weekday: number;
  /** Period of the day, as the school's bells number it. */
  period: number;
  subject: string;
  teacher: string;
  /** Further teachers; where a file has no list of them, they may stand in `teacher` with commas between. */
  also?: readonly string[];
  room: string;
  week?: Week;
}

/** 0 is every week, 1 the weeks with an odd number, 2 those with an even one. */
export type Week = 0 | 1 | 2;

/** Which periods of the day each session has, by the school's bells: morning 1–5, afternoon 6–10. */
export interface SchoolDay {
  morning: readonly number[];
  afternoon: readonly number[];
  evening: readonly number[];
}
export type Session = keyof SchoolDay;

export interface ReadTimetable {
  lessons: RawLesson[];
  faults: RowFault[];
}

/** A lesson of the week whose class, teacher and room are known here. */
export interface Lesson {
  class: string;
  part: number;
  weekday: number;
  first: number;
  last: number;
  subject: string;
  person: string | null;
  resource: string | null;
  /** Further teachers, by their ids and in their order. */
  also?: readonly string[];
  week?: Week;
}

/** The same lesson has the same key in every version. */
export const keyOf = ({ class: id, part, weekday, first, week }: Lesson) =>
  `${id}.${part}.${weekday}.${first}${week ? `.${week}` : ""}`;

/** "lẻ", "A", "1" → weeks with an odd number; "chẵn", "B", "2" → even ones; nothing → all of them. */
export function weekOfName(text: string): Week | undefined {
  const name = sameKey(text).replace(/^(tuần|week)\s*/, "");
  if (["", "all", "mọi", "0"].includes(name)) return 0;
  if (["lẻ", "le", "odd", "a", "1"].includes(name)) return 1;
  if (["chẵn", "chan", "even", "b", "2"].includes(name)) return 2;
  return undefined;
}

const dayNames: Record<string, number> = {
  hai: 1, ba: 2, tư: 3, tu: 3, năm: 4, nam: 4, sáu: 5, sau: 5, bảy: 6, bay: 6,
  "chủ nhật": 7, "chu nhat": 7, cn: 7,
  monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6, sunday: 7,
  mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7,
}; // prettier-ignore

/** "Thứ 2", "T2", "Hai", "CN", "Monday" → ISO weekday. Monday is the second day of the Vietnamese week. */
export function weekdayOfName(text: string): number | undefined {
  const name = sameKey(text)
    .replace(/^(thứ|thu(?=\s))\s*/, "")
    .replace(/^t(?=\d)/, "");
  const number = /^[2-7]$/.test(name) ? Number(name) - 1 : undefined;
  return number ?? dayNames[name] ?? (name === "8" ? 7 : undefined);
}

export function sessionOfName(text: string): Session | undefined {
  const name = sameKey(text);
  if (/sáng|sang|morning|^s$/.test(name)) return "morning";
  if (/chiều|chieu|afternoon|^c$/.test(name)) return "afternoon";
  if (/tối|toi|evening/.test(name)) return "evening";
  return undefined;
}

/** The period of the day: the n-th of a session, or n itself when no session is named. */
export function periodOf(day: SchoolDay, session: Session | undefined, n: number): number | undefined {
  if (!session) return [...day.morning, ...day.afternoon, ...day.evening].find((period) => period === n);
  // Files number the afternoon's periods from 1 again, or go on counting from the morning.
  return day[session][n - 1] ?? day[session].find((period) => period === n);
}

/** "10A1", "Lớp 10A1", "10A1 (Cô Hà)", "10A1\nHà" → "10A1" */
export const classNameOf = (text: string) =>
  (text.split(/\r?\n/, 1)[0] ?? "")
    .replace(/\(.*$/, "")
    .replace(/^\s*(lớp|lop|class)\s+/i, "")
    .trim();

/** Who is known at the school, to tell a room from a teacher in "Toán - Hà - P201". */
export interface Known {
  isRoom(text: string): boolean;
}

/** "Toán - Hà", "Tin - Hà (P.Tin1) / Anh - Lan (P.NN)", "Chào cờ": one for each group of the class. */
export function lessonsOfCell(text: string, known: Known): Pick<RawLesson, "part" | "subject" | "teacher" | "room">[] {
  const groups = text.split(/\s+\/\s+|\s*\/\/\s*/).filter((group) => group.trim() !== "");
  return groups.map((group, index) => ({ part: groups.length > 1 ? index + 1 : 0, ...lessonOf(group, known) }));
}

function lessonOf(text: string, known: Known): Pick<RawLesson, "subject" | "teacher" | "room"> {
  const inBrackets = /^(.*?)\s*[([]([^()[\]]+)[)\]]\s*$/s.exec(text.trim());
  const bracketed = inBrackets?.[2]?.trim() ?? "";
  // "Toán (Hà)" names the teacher there, "Tin - Hà (TIN1)" the room.
  if (bracketed && !known.isRoom(bracketed) && !/[-–—\n]/.test(inBrackets?.[1] ?? ""))
    return { subject: inBrackets?.[1]?.trim() ?? "", teacher: bracketed, room: "" };
  const room = bracketed;
  const words = (inBrackets?.[1] ?? text).replaceAll(/\s*\r?\n\s*/g, " - ").trim();
  const parts = words.split(/\s+[-–—]\s+/);
  if (parts.length === 1) {
    const at = words.lastIndexOf("-");
    if (at <= 0) return { subject: words, teacher: "", room };
    return { subject: words.slice(0, at).trim(), teacher: words.slice(at + 1).trim(), room };
  }
  if (room === "" && parts.length > 2 && known.isRoom(parts.at(-1)!))
    return { subject: parts.slice(0, -2).join(" - "), teacher: parts.at(-2)!, room: parts.at(-1)! };
  return { subject: parts.slice(0, -1).join(" - "), teacher: parts.at(-1)!, room };
}
