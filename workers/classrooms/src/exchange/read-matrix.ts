import { fold } from "@ven/kit/text";

import { FileRefused } from "./file-refused";
import { referenceOf, type Sheet } from "./read-xlsx";
import {
  classNameOf,
  type Known,
  lessonsOfCell,
  periodOf,
  type RawLesson,
  type ReadTimetable,
  type SchoolDay,
  type Session,
  sessionOfName,
  weekdayOfName,
} from "./timetable";

/** The columns of a matrix, from its heading. */
interface Heading {
  row: number;
  day: number;
  period: number;
  session: number | undefined;
  classes: { column: number; name: string }[];
}

const isDay = (title: string) => ["thu", "ngay", "day"].includes(title);
const isPeriod = (title: string) => ["tiet", "period", "tiet hoc"].includes(title);
const isSession = (title: string) => ["buoi", "session"].includes(title);
const isOther = (title: string) => ["", "gio", "gio hoc", "thoi gian", "time", "stt", "tt"].includes(title);

/**
 * The usual Vietnamese timetable: days and periods down, classes across, "Toán - Hà" in the cells. Sheets without such a
 * heading are passed over. Throws `FileRefused` `matrix-missing` when no sheet has one.
 */
export function readMatrix(sheets: Sheet[], day: SchoolDay, known: Known): ReadTimetable {
  const read: ReadTimetable = { lessons: [], faults: [] };
  let found = false;
  for (const sheet of sheets) {
    const filled = fillMerges(sheet);
    const heading = headingOf(filled);
    if (!heading) continue;
    found = true;
    readRows(sheet.name, filled, heading, day, known, read);
  }
  if (!found) throw new FileRefused("matrix-missing");
  return read;
}

/** A merged cell stands for each of its cells: a day for its periods, a double lesson for both, an assembly for all. */
function fillMerges({ rows, merges }: Sheet): string[][] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const filled = rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ""));
  for (const { top, left, bottom, right } of merges) {
    const text = rows[top]?.[left] ?? "";
    // A merge may reach over the edge of what is written; nothing is there to be filled.
    for (let row = top; row <= Math.min(bottom, filled.length - 1); row++)
      for (let column = left; column <= Math.min(right, width - 1); column++) filled[row]![column] = text;
  }
  return filled;
}

function headingOf(rows: string[][]): Heading | undefined {
  for (const [row, cells] of rows.slice(0, 40).entries()) {
    const titles = cells.map(fold);
    const day = titles.findIndex(isDay);
    const period = titles.findIndex(isPeriod);
    if (day < 0 || period < 0) continue;
    const session = titles.findIndex(isSession);
    const classes = cells.flatMap((cell, column) => {
      const title = titles[column]!;
      const other = column <= period || isDay(title) || isPeriod(title) || isSession(title) || isOther(title);
      return other ? [] : [{ column, name: classNameOf(cell) }];
    });
    if (classes.length) return { row, day, period, session: session < 0 ? undefined : session, classes };
  }
  return undefined;
}

function readRows(
  sheet: string,
  rows: string[][],
  heading: Heading,
  day: SchoolDay,
  known: Known,
  { lessons, faults }: ReadTimetable,
) {
  const named = sessionOfName(sheet);
  let weekday: number | undefined;
  let session: Session | undefined = named;
  let before = 0;
  let dayText = "";
  for (let row = heading.row + 1; row < rows.length; row++) {
    const cells = rows[row]!;
    const lessonsHere = heading.classes.some(({ column }) => cells[column]);
    const here = (column: number) => ({ line: row + 1, where: `${sheet}!${referenceOf(row, column)}` });
    const text = cells[heading.day]!;
    if (text !== "" && text !== dayText) {
      dayText = text;
      weekday = weekdayOfName(text);
      before = 0;
      session = named;
      if (weekday === undefined && lessonsHere) faults.push({ ...here(heading.day), code: "unknown-day", value: text });
    }
    const n = /^(?:tiết|tiet|t)?\s*(\d{1,2})(?:\.0)?$/i.exec(cells[heading.period]!.trim())?.[1];
    if (weekday === undefined || n === undefined) {
      // Signatures and notes stand below the table; they have neither day nor period.
      if (lessonsHere && weekday !== undefined && cells[heading.period] !== "")
        faults.push({ ...here(heading.period), code: "unknown-period", value: cells[heading.period] });
      continue;
    }
    const number = Number(n);
    if (heading.session !== undefined) session = sessionOfName(cells[heading.session]!) ?? session;
    // Two blocks of 1–5 under one day without a word between them are morning and afternoon.
    else if (!named && number <= before) session = "afternoon";
    before = number;
    const period = periodOf(day, session, number);
    if (period === undefined) {
      if (lessonsHere) faults.push({ ...here(heading.period), code: "unknown-period", value: n });
      continue;
    }
    for (const { column, name } of heading.classes) pushCell(cells[column]!, column, name, period, here(column));
  }

  function pushCell(
    text: string,
    column: number,
    className: string,
    period: number,
    at: Pick<RawLesson, "line" | "where">,
  ) {
    if (text.trim() === "" || weekday === undefined) return;
    // A class with two columns is split into its groups: the first column is group 1.
    const columns = heading.classes.filter(({ name }) => name === className).map((each) => each.column);
    const same = columns.every((each) => each === column || rows[at.line - 1]![each] === text);
    if (columns.length > 1 && same && columns[0] !== column) return;
    for (const lesson of lessonsOfCell(text, known)) {
      const part = columns.length > 1 && !same ? columns.indexOf(column) + 1 : lesson.part;
      lessons.push({ ...at, className, weekday, period, ...lesson, part });
    }
  }
}
