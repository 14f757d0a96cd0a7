import type { Lang } from "@ven/contracts";
import type { Cell } from "@ven/kit/csv";
import { byVietnamese } from "@ven/kit/text";

/** One use of a room or of a piece of equipment, as the register shows it. */
export interface RegisterEntry {
  date: string;
  resource: string;
  /** Piece of equipment or half of a room; 0 is the whole. */
  unit: number;
  first: number | null;
  last: number | null;
  /** "07:30", local. */
  starts: string;
  ends: string;
  classes: string[];
  subject: string;
  /** Title of the lesson. */
  title: string;
  teacher: string;
  status: "confirmed" | "checked_in" | "released" | "no_show";
  before: "good" | "fault" | null;
  after: "good" | "fault" | null;
  notes: string[];
}

export interface Table {
  head: string[];
  rows: Cell[][];
  /** Characters, for spreadsheets and paper. */
  widths: number[];
}

const words = {
  vi: {
    register: ["STT", "Ngày", "Thứ", "Tiết", "Lớp", "Môn", "Tên bài dạy", "Giáo viên", "Tình trạng trước", "Tình trạng sau", "Ký tên"],
    borrowing: ["STT", "Ngày", "Thiết bị", "Số", "Tiết", "Lớp", "Tên bài dạy", "Người mượn", "Khi mượn", "Khi trả", "Ký mượn", "Ký trả"],
    weekdays: ["Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "CN"],
    good: "Tốt",
    fault: "Có hỏng hóc",
    signed: "Đã ký",
    missed: "Không sử dụng",
  },
  en: {
    register: ["No.", "Date", "Day", "Period", "Class", "Subject", "Lesson", "Teacher", "State before", "State after", "Signed"],
    borrowing: ["No.", "Date", "Equipment", "Unit", "Period", "Class", "Lesson", "Borrowed by", "When lent", "When returned", "Signed out", "Signed in"],
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    good: "Good",
    fault: "Faulty",
    signed: "Signed",
    missed: "Not used",
  },
} as const; // prettier-ignore
const wordsOf = (lang: Lang) => (lang === "vi" ? words.vi : words.en);

/** Sổ theo dõi sử dụng phòng học bộ môn: who used the room for which lesson, and how they found and left it. */
export function registerTable(entries: readonly RegisterEntry[], lang: Lang): Table {
  const w = wordsOf(lang);
  const rows = inOrder(entries).map((entry, index) => [
    index + 1,
    dateText(entry.date),
    w.weekdays[weekdayIndex(entry.date)] ?? "",
    whenText(entry),
    entry.classes.join(", "),
    entry.subject,
    withNotes(entry),
    entry.teacher,
    entry.status === "no_show" ? w.missed : stateText(entry.before, lang),
    stateText(entry.after, lang),
    entry.before && entry.after ? w.signed : "",
  ]);
  return { head: [...w.register], rows, widths: [5, 11, 6, 9, 10, 14, 34, 20, 16, 16, 9] };
}

/** Sổ mượn thiết bị: what was lent, to whom, and how it came back. */
export function borrowingTable(entries: readonly RegisterEntry[], lang: Lang): Table {
  const w = wordsOf(lang);
  const rows = inOrder(entries)
    .filter(({ status }) => status !== "no_show")
    .map((entry, index) => [
      index + 1,
      dateText(entry.date),
      entry.resource,
      entry.unit || "",
      whenText(entry),
      entry.classes.join(", "),
      withNotes(entry),
      entry.teacher,
      stateText(entry.before, lang),
      stateText(entry.after, lang),
      entry.before ? w.signed : "",
      entry.after ? w.signed : "",
    ]);
  return { head: [...w.borrowing], rows, widths: [5, 11, 22, 6, 9, 10, 30, 20, 14, 14, 9, 9] };
}

const inOrder = (entries: readonly RegisterEntry[]) =>
  entries.toSorted(
    (a, b) =>
      a.date.localeCompare(b.date) ||
      a.starts.localeCompare(b.starts) ||
      byVietnamese(a.resource, b.resource) ||
      a.unit - b.unit,
  );
const dateText = (date: string) => date.split("-").reverse().join("/");
const weekdayIndex = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
const whenText = ({ first, last, starts, ends }: RegisterEntry) =>
  first === null ? `${starts}–${ends}` : first === last ? String(first) : `${first}–${last}`;
const stateText = (state: "good" | "fault" | null, lang: Lang) => (state ? wordsOf(lang)[state] : "");
const withNotes = ({ title, notes }: RegisterEntry) => [title, ...notes].filter(Boolean).join(". ");
