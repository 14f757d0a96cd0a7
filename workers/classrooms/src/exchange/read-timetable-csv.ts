import { readCsv, recordsOf } from "@ven/kit/csv";

import type { RowFault } from "./file-refused";
import {
  classNameOf,
  periodOf,
  type RawLesson,
  type ReadTimetable,
  type SchoolDay,
  sessionOfName,
  weekdayOfName,
  weekOfName,
} from "./timetable";

const columns = {
  class: ["Lớp", "lop", "tên lớp"],
  day: ["Thứ", "thu", "weekday"],
  session: ["Buổi", "buoi"],
  period: ["Tiết", "tiet", "periods"],
  subject: ["Môn", "môn học", "mon"],
  teacher: ["Giáo viên", "gv", "giao vien"],
  room: ["Phòng", "phong", "phòng học"],
  part: ["Nhóm", "nhom", "group"],
  week: ["Tuần", "tuan", "weeks"],
} as const;

/** One lesson a row; a period may be "3", "3-4" or "3,4". */
export function readTimetableCsv(bytes: Uint8Array, day: SchoolDay): ReadTimetable {
  const lessons: RawLesson[] = [];
  const faults: RowFault[] = [];
  for (const { line, values } of recordsOf(readCsv(bytes), columns, ["class", "day", "period", "subject"])) {
    const weekday = weekdayOfName(values.day);
    const numbers = periodNumbers(values.period);
    const session = sessionOfName(values.session);
    const week = weekOfName(values.week);
    const periods = numbers.map((n) => periodOf(day, session, n));
    if (weekday === undefined) faults.push({ line, code: "unknown-day", value: values.day });
    else if (numbers.length === 0 || periods.includes(undefined))
      faults.push({ line, code: "unknown-period", value: values.period });
    else if (values.subject === "") faults.push({ line, code: "value-missing", column: columns.subject[0] });
    else if (!/^\d?$/.test(values.part)) faults.push({ line, code: "unknown-part", value: values.part });
    else if (week === undefined) faults.push({ line, code: "unknown-weeks", value: values.week });
    else
      for (const period of periods)
        lessons.push({
          line,
          className: classNameOf(values.class),
          part: Number(values.part || 0),
          weekday,
          period: period ?? 0,
          subject: values.subject,
          teacher: values.teacher,
          room: values.room,
          week,
        });
  }
  return { lessons, faults };
}

function periodNumbers(text: string): number[] {
  const named = text.replace(/^tiết\s*/i, "");
  const range = /^(\d{1,2})\s*[-–]\s*(\d{1,2})$/.exec(named);
  if (range) {
    const from = Number(range[1]);
    return Array.from({ length: Math.max(0, Number(range[2]) - from + 1) }, (_, index) => from + index);
  }
  return named.split(/[,+;&]/).flatMap((part) => (/^\s*\d{1,2}\s*$/.test(part) ? [Number(part)] : []));
}
