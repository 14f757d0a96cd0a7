import fc from "fast-check";
import { describe, test } from "vitest";

import { differenceOf, resolveTimetable, togetherOf } from "../../src/exchange/plan-timetable";
import { readAsc } from "../../src/exchange/read-asc";
import { readMatrix } from "../../src/exchange/read-matrix";
import { readTimetableCsv } from "../../src/exchange/read-timetable-csv";
import type { Sheet } from "../../src/exchange/read-xlsx";
import { keyOf, type Lesson, lessonsOfCell, weekdayOfName } from "../../src/exchange/timetable";
import { day, known, school } from "./school";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const brief = (
  lessons: {
    weekday: number;
    period: number;
    className: string;
    part: number;
    subject: string;
    teacher: string;
    room: string;
  }[],
) =>
  lessons.map(
    (l) => `${l.className}${l.part ? `/${l.part}` : ""} ${l.weekday}.${l.period} ${l.subject}|${l.teacher}|${l.room}`,
  );

const matrix: Sheet = {
  name: "TKB tuần 1",
  rows: [
    ["TRƯỜNG THPT HÒN GAI"],
    ["THỜI KHOÁ BIỂU – áp dụng từ 07/9/2026"],
    [],
    ["Thứ", "Tiết", "10A1 (Cô Hà)", "Lớp 10A2", "11B1\nThầy Minh"],
    ["2", "1", "Chào cờ"],
    ["", "2", "Toán - Hà", "Văn - Lan - P201", "Tin - Minh.T (TIN1) / Anh - An1 (P.NN)"],
    ["", "3", "", "Lí-Hạ"],
    ["", "1", "Sinh - Lan"],
    ["Ba", "5", "", "", "GDKT - PL - Lan"],
    [],
    ["", "", "Hiệu trưởng"],
  ],
  merges: [
    { top: 0, left: 0, bottom: 0, right: 4 },
    { top: 4, left: 0, bottom: 7, right: 0 },
    { top: 4, left: 2, bottom: 4, right: 4 },
    { top: 5, left: 2, bottom: 6, right: 2 },
  ],
};

describe("a deputy head who uploads a timetable", () => {
  test("as a matrix with merged cells has every lesson read where it stands", ({ expect }) => {
    const { lessons, faults } = readMatrix([{ name: "Ghi chú", rows: [["x"]], merges: [] }, matrix], day, known);
    expect(faults).toEqual([]);
    expect(brief(lessons)).toEqual([
      "10A1 1.1 Chào cờ||",
      "10A2 1.1 Chào cờ||",
      "11B1 1.1 Chào cờ||",
      "10A1 1.2 Toán|Hà|",
      "10A2 1.2 Văn|Lan|P201",
      "11B1/1 1.2 Tin|Minh.T|TIN1",
      "11B1/2 1.2 Anh|An1|P.NN",
      "10A1 1.3 Toán|Hà|",
      "10A2 1.3 Lí|Hạ|",
      // A second block from 1 under the same day is the afternoon.
      "10A1 1.6 Sinh|Lan|",
      "11B1 2.5 GDKT - PL|Lan|",
    ]);
    expect(lessons[3]).toMatchObject({ line: 6, where: "TKB tuần 1!C6" });
  });

  test("with a sheet for each session, or a column for it, has the afternoon's periods counted on", ({ expect }) => {
    const rows = [
      ["Thứ", "Tiết", "10A1"],
      ["3", "1", "Toán - Hà"],
      ["", "2", "Toán - Hà"],
    ];
    expect(brief(readMatrix([{ name: "Buổi chiều", rows, merges: [] }], day, known).lessons)).toEqual([
      "10A1 2.6 Toán|Hà|",
      "10A1 2.7 Toán|Hà|",
    ]);
    const column = [
      ["Thứ", "Buổi", "Tiết", "Giờ", "10A1"],
      ["CN", "Chiều", "3", "14:00", "Anh - Lan"],
    ];
    expect(brief(readMatrix([{ name: "x", rows: column, merges: [] }], day, known).lessons)).toEqual([
      "10A1 7.8 Anh|Lan|",
    ]);
  });

  test("with two columns for a class has them as its groups, unless both say the same", ({ expect }) => {
    const sheet = {
      name: "x",
      rows: [
        ["Thứ", "Tiết", "10A1", ""],
        ["2", "1", "Tin - Hà", "Anh - Lan"],
        ["2", "2", "Toán - Hà", ""],
      ],
      merges: [
        { top: 0, left: 2, bottom: 0, right: 3 },
        { top: 2, left: 2, bottom: 2, right: 3 },
      ],
    };
    expect(brief(readMatrix([sheet], day, known).lessons)).toEqual([
      "10A1/1 1.1 Tin|Hà|",
      "10A1/2 1.1 Anh|Lan|",
      "10A1 1.2 Toán|Hà|",
    ]);
  });

  test("with a day or a period that the school does not have is told the cell", ({ expect }) => {
    const rows = [
      ["Thứ", "Tiết", "10A1"],
      ["9", "1", "Toán - Hà"],
      ["2", "17", "Toán - Hà"],
      ["2", "ba", "Toán - Hà"],
    ];
    expect(readMatrix([{ name: "T", rows, merges: [] }], day, known).faults).toEqual([
      { line: 2, where: "T!A2", code: "unknown-day", value: "9" },
      { line: 3, where: "T!B3", code: "unknown-period", value: "17" },
      { line: 4, where: "T!B4", code: "unknown-period", value: "ba" },
    ]);
    expect(() => readMatrix([{ name: "T", rows: [["x"]], merges: [] }], day, known)).toThrow("matrix-missing");
  });

  test.for([
    ["Toán - Hà", [{ part: 0, subject: "Toán", teacher: "Hà", room: "" }]],
    ["Toán-Hà", [{ part: 0, subject: "Toán", teacher: "Hà", room: "" }]],
    ["Toán\nHà", [{ part: 0, subject: "Toán", teacher: "Hà", room: "" }]],
    ["HĐTN – Lan (P201)", [{ part: 0, subject: "HĐTN", teacher: "Lan", room: "P201" }]],
    ["SHL", [{ part: 0, subject: "SHL", teacher: "", room: "" }]],
  ] as const)("who writes %j in a cell is understood", ([cell, lessons], { expect }) => {
    expect(lessonsOfCell(cell, known)).toEqual(lessons);
  });

  test("who names days in any usual way is understood", ({ expect }) => {
    expect(
      ["Thứ 2", "thứ hai", "T3", "4", "Năm", "Thứ sáu", "Bảy", "CN", "Chủ nhật", "Monday", "sun", "x"].map(
        weekdayOfName,
      ),
    ).toEqual([1, 1, 2, 3, 4, 5, 6, 7, 7, 1, 7, undefined]);
  });

  test("as CSV has single and double periods read, and each wrong row told", ({ expect }) => {
    const csv =
      "Lớp;Thứ;Buổi;Tiết;Môn;GV;Phòng;Nhóm\n10A1;2;Sáng;1-2;Toán;Hà;;\n10A2;3;Chiều;1;Tin;Lan;TIN1;1\n10A1;9;;1;Toán;Hà;;\n10A1;2;;11;Toán;Hà;;\n10A1;2;;3;;Hà;;\n10A1;2;;3;Anh;Hà;;b\n";
    const { lessons, faults } = readTimetableCsv(bytesOf(csv), day);
    expect(brief(lessons)).toEqual(["10A1 1.1 Toán|Hà|", "10A1 1.2 Toán|Hà|", "10A2/1 2.6 Tin|Lan|TIN1"]);
    expect(faults.map(({ line, code }) => [line, code])).toEqual([
      [4, "unknown-day"],
      [5, "unknown-period"],
      [6, "value-missing"],
      [7, "unknown-part"],
    ]);
  });

  test("as aSc's XML has cards, groups, double lessons and merged classes read", ({ expect }) => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<timetable importtype="database" options="idprefix:%CHR">
 <periods><period name="1" short="1" period="1" starttime="7:00" endtime="7:45"/></periods>
 <subjects><subject id="S1" name="Toán" short="T"/><subject id="S2" name="Tin học" short="Ti"/></subjects>
 <teachers><teacher id="T1" name="Nguyễn Thu Hà" short="Hà"/><teacher id="T2" name="Trần Thị Lan" short=""/></teachers>
 <classrooms><classroom id="R1" name="Phòng Tin 1" short="TIN1"/></classrooms>
 <classes><class id="C1" name="10A1" short="10A1"/><class id="C2" name="10A2" short="10A2"/></classes>
 <groups><group id="G1" name="Cả lớp" classid="C1" entireclass="1" divisiontag="0"/><group id="G2" name="Nhóm 1" classid="C1" entireclass="0" divisiontag="1"/><group id="G3" name="Nhóm 2" classid="C1" entireclass="0" divisiontag="1"/></groups>
 <lessons>
  <lesson id="L1" classids="C1,C2" subjectid="S1" teacherids="T1" groupids="G1" periodspercard="2.0" classroomids=""/>
  <lesson id="L2" classids="C1" subjectid="S2" teacherids="T2,T1" groupids="G3" periodspercard="1.0" classroomids="R1"/>
 </lessons>
 <cards>
  <card lessonid="L1" classroomids="" period="1" weeks="1" terms="1" days="10100"/>
  <card lessonid="L2" classroomids="R1" period="6" weeks="1" terms="1" days="00001"/>
  <card lessonid="L2" classroomids="" period="1" days="00000"/>
  <card lessonid="L9" classroomids="" period="1" days="10000"/>
 </cards>
</timetable>`;
    const { lessons, faults } = readAsc(bytesOf(xml));
    expect(brief(lessons)).toEqual([
      "10A1 1.1 Toán|Hà|",
      "10A1 1.2 Toán|Hà|",
      "10A1 3.1 Toán|Hà|",
      "10A1 3.2 Toán|Hà|",
      "10A2 1.1 Toán|Hà|",
      "10A2 1.2 Toán|Hà|",
      "10A2 3.1 Toán|Hà|",
      "10A2 3.2 Toán|Hà|",
      "10A1/2 5.6 Tin học|Trần Thị Lan|TIN1",
    ]);
    expect(lessons.at(-1)!.also).toEqual(["Hà"]);
    expect(faults).toEqual([{ line: 4, where: "card 4", code: "unknown-reference", column: "lessonid", value: "L9" }]);
    expect(() => readAsc(bytesOf("<timetable/>"))).toThrow("asc-missing");
  });
});

const aCard = (card: string, lesson = "") => `<timetable>
 <subjects><subject id="S" name="Tin"/></subjects>
 <teachers><teacher id="T1" name="Hà"/><teacher id="T2" name="Lan"/><teacher id="T3" name="Minh"/></teachers>
 <classes><class id="C" name="10A1"/></classes>
 <lessons><lesson id="L" classids="C" subjectid="S" teacherids="T2,T1" ${lesson}/></lessons>
 <cards><card lessonid="L" period="1" days="10000" ${card}/></cards>
</timetable>`;

describe("a cycle of weeks and the terms of aSc's XML", () => {
  test.for([
    ["", 0],
    ['weeks="1"', 0],
    ['weeks="11"', 0],
    ['weeks="10"', 1],
    ['weeks="01"', 2],
    ['weeks="0101"', 2],
    ['terms="01"', 0],
  ] as const)("%s is week %i", ([card, week], { expect }) => {
    const { lessons, faults } = readAsc(bytesOf(aCard(card)), 2);
    expect([faults, lessons.map((one) => [one.week, one.teacher, one.also])]).toEqual([[], [[week, "Lan", ["Hà"]]]]);
    expect(readAsc(bytesOf(aCard("", card)), 2).lessons.map((one) => one.week)).toEqual([week]);
  });

  test.for([
    ['weeks="100"', "unknown-weeks", "100"],
    ['weeks="1100"', "unknown-weeks", "1100"],
    ['terms="10"', "other-term", "10"],
  ] as const)("%s is left out and told", ([card, code, value], { expect }) => {
    expect(readAsc(bytesOf(aCard(card)), 2)).toEqual({
      lessons: [],
      faults: [{ line: 1, where: "card 1", code, value }],
    });
  });
});

const rows = (csv: string) => readTimetableCsv(bytesOf(`Lớp;Thứ;Tiết;Môn;GV;Phòng;Nhóm\n${csv}`), day);
const resolve = (csv: string) => resolveTimetable(rows(csv), school, day);

describe("what a timetable means at this school", () => {
  test("joins double periods, but never across the noon break", ({ expect }) => {
    const { lessons, faults } = resolve("10A1;2;1-2;Toán;Hà;TIN1;\n10A1;2;5,6;Lí;Lan;;\n");
    expect(faults).toEqual([]);
    expect(lessons.map((lesson) => [lesson.first, lesson.last, lesson.person, lesson.resource])).toEqual([
      [1, 2, "s.gv1", "s.tin1"],
      [5, 5, "s.gv3", null],
      [6, 6, "s.gv3", null],
    ]);
  });

  test("finds teachers by code, short name, name or given name, and never guesses", ({ expect }) => {
    const found = (name: string) => {
      const { lessons, faults } = resolve(`10A1;2;1;Toán;${name};;`);
      return lessons[0]?.person ?? faults[0]?.code;
    };
    expect(["gv1", "Hà", "hà", "Cô Hà", "Hạ", "Nguyễn Thu Hà", "Minh.T", "Ha", "An", "Minh", "Xuân"].map(found)).toEqual([
      "s.gv1", "s.gv1", "s.gv1", "s.gv1", "s.gv2", "s.gv1", "s.gv4", "unknown-teacher", "ambiguous-teacher", "ambiguous-teacher", "unknown-teacher",
    ]); // prettier-ignore
  });

  test("knows whether a name in brackets is a room or a teacher", ({ expect }) => {
    const cell = (text: string) =>
      lessonsOfCell(text, known).map(({ subject, teacher, room }) => [subject, teacher, room]);
    expect(cell("Toán (Hà)")).toEqual([["Toán", "Hà", ""]]);
    expect(cell("Tin - Hà (TIN1)")).toEqual([["Tin", "Hà", "TIN1"]]);
    expect(cell("Tin (TIN1)")).toEqual([["Tin", "", "TIN1"]]);
    expect(cell("Tin - Hà (P999)")).toEqual([["Tin", "Hà", "P999"]]);
  });

  test("takes every teacher of a lesson, and none of them is anywhere else then", ({ expect }) => {
    const { lessons, faults } = resolve(
      "10A1;2;1;Tin;Hà, Minh.T;TIN1;\n10A2;2;1;Lí;gv4;;\n10A2;2;2;Lí;Hà + Xuân;;\n11B1;2;3;GDTC;gv4 & gv1;;\n",
    );
    expect(lessons.map(({ person, also }) => [person, also])).toEqual([
      ["s.gv1", ["s.gv4"]],
      ["s.gv4", ["s.gv1"]],
    ]);
    expect(faults).toEqual([
      { line: 4, code: "unknown-teacher", value: "Xuân" },
      { line: 3, code: "teacher-twice", value: "2" },
    ]);
  });

  test("lets lessons of odd and even weeks share a time, and neither with one of every week", ({ expect }) => {
    const weeks = (text: string) =>
      resolveTimetable(readTimetableCsv(bytesOf(`Lớp;Thứ;Tiết;Môn;GV;Phòng;Tuần\n${text}`), day), school, day);
    const shared = weeks("10A1;2;1-2;Lí;Hà;TIN1;lẻ\n10A1;2;1-2;Hoá;Lan;TIN1;Tuần B\n");
    expect([shared.faults, shared.lessons.map((one) => [keyOf(one), one.last])]).toEqual([
      [],
      [
        ["s.10a1.0.1.1.1", 2],
        ["s.10a1.0.1.1.2", 2],
      ],
    ]);
    expect(
      weeks("10A1;2;1;Lí;Hà;;chẵn\n10A1;2;1;Hoá;Lan;;\n10A2;2;1;Toán;Hà;;1\n10A2;2;2;Toán;Hà;;3\n").faults,
    ).toEqual([
      { line: 5, code: "unknown-weeks", value: "3" },
      { line: 3, code: "class-twice", value: "2" },
    ]);
  });

  test("says which class, room, group or period is unknown, with its line", ({ expect }) => {
    const { lessons, faults } = resolve(
      "12C;2;1;Toán;Hà;;\n10A1;2;1;Toán;Hà;P999;\n10A1;2;1;Toán;Hà;;3\n10A1;2;2;Tin;;TIN1;\n",
    );
    expect(lessons).toEqual([]);
    expect(faults).toEqual([
      { line: 2, code: "unknown-class", value: "12C" },
      { line: 3, code: "unknown-room", value: "P999" },
      { line: 4, code: "unknown-part", value: "10A1 / 3" },
      { line: 5, code: "teacher-missing", value: "TIN1" },
    ]);
  });

  test("takes out a teacher, class or room in two places, and leaves classes taught together", ({ expect }) => {
    const { lessons, faults } = resolve(
      ["10A1;2;1;Toán;Hà;TIN1;", "10A2;2;1;Toán;Hà;TIN1;", "11B1;2;1;Lí;Hà;P201;", "11B1;2;1;Lí;Lan;TIN1;", "10A1;2;1;Lí;Hạ;;", "10A1;2;1;Toán;Hà;TIN1;",
        "11B1;3;1;Tin;Hà;;1", "11B1;3;1;Anh;Lan;;2", "11B1;3;1;Sử;Hạ;;"].join("\n"), // prettier-ignore
    );
    expect(faults).toEqual([
      { line: 4, code: "teacher-twice", value: "3" },
      { line: 5, code: "room-twice", value: "3" },
      { line: 6, code: "class-twice", value: "2" },
      { line: 10, code: "class-twice", value: "8" },
    ]);
    expect(lessons).toHaveLength(4);
    expect(togetherOf(lessons).map((group) => group.map((lesson) => lesson.class))).toContainEqual([
      "s.10a1",
      "s.10a2",
    ]);
  });
});

const lesson = fc.record({
  class: fc.constantFrom("a", "b", "c"),
  part: fc.constantFrom(0, 0, 0, 1),
  weekday: fc.integer({ min: 1, max: 6 }),
  first: fc.integer({ min: 1, max: 5 }),
  subject: fc.constantFrom("Toán", "Văn", "Lí"),
  person: fc.constantFrom("p", "q", null),
  resource: fc.constantFrom("r", null),
});
const week = fc
  .uniqueArray(lesson, { selector: (one) => keyOf({ ...one, last: one.first }), maxLength: 25 })
  .map((lessons): Lesson[] => lessons.map((one) => ({ ...one, last: one.first })));

describe("the difference between two timetables", () => {
  test("is nothing for the same one, and explains every lesson of both exactly once", ({ expect }) => {
    fc.assert(
      fc.property(week, week, (before, after) => {
        expect(differenceOf(after, after)).toMatchObject({ added: [], removed: [], moved: [], changed: [] });
        const { same, added, removed, moved, changed } = differenceOf(before, after);
        const keys = (lessons: Lesson[]) => lessons.map(keyOf).toSorted();
        expect(keys([...same, ...added, ...moved.map(({ to }) => to), ...changed.map(({ to }) => to)])).toEqual(
          keys(after),
        );
        expect(
          keys([...same, ...removed, ...moved.map(({ from }) => from), ...changed.map(({ from }) => from)]),
        ).toEqual(keys(before));
        for (const { from, to } of moved)
          expect([to.subject, to.person, to.resource]).toEqual([from.subject, from.person, from.resource]);
        for (const { from, to } of changed) expect(keyOf(from)).toBe(keyOf(to));
      }),
    );
  });

  test("calls a lesson at another time moved, and with another teacher changed", ({ expect }) => {
    const one: Lesson = {
      class: "a",
      part: 0,
      weekday: 1,
      first: 1,
      last: 2,
      subject: "Toán",
      person: "p",
      resource: null,
    };
    expect(differenceOf([one], [{ ...one, weekday: 4, first: 3, last: 4 }]).moved).toHaveLength(1);
    expect(differenceOf([one], [{ ...one, person: "q" }]).changed).toHaveLength(1);
    expect(differenceOf([one], [{ ...one, last: 1 }]).changed).toHaveLength(1);
  });
});
