import { addDays } from "@ven/kit/local-time";
import fc from "fast-check";
import { describe, test } from "vitest";

import { differenceOf } from "../../src/exchange/difference";
import { FileRefused } from "../../src/exchange/file-refused";
import { personFields, readPeople, writePeople } from "../../src/exchange/people-file";
import { planTerms } from "../../src/exchange/plan-terms";
import { readOneRoster } from "../../src/exchange/read-oneroster";
import { readTable } from "../../src/exchange/read-table";
import { readRooms, roomFields, roomKey, type RoomRecord, roomsOf, writeRooms } from "../../src/exchange/rooms-file";
import { writeXlsx } from "../../src/exchange/write-xlsx";
import { writeZip } from "../../src/exchange/zip";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** 551 rooms of 46 schools. */
const rooms = Array.from({ length: 551 }, (_, index): RoomRecord => ({
  school: `truong-${index % 46}`,
  kind: "room",
  code: `P${Math.floor(index / 46) + 101}`,
  name: `Phòng học thông minh số ${index}; "tầng" ${index % 4}`,
  capacity: 30 + (index % 20),
  units: 1 + (index % 2),
  building: index % 3 ? "Nhà A" : null,
  floor: (index % 4) + 1,
  features: index % 2 ? ["interactive-board", "projector"] : [],
  approval: index % 5 ? "none" : "manager",
  status: "active",
}));

describe("an officer with 551 rooms in a file", () => {
  test("imports them, and the second time nothing changes", ({ expect }) => {
    const { rooms: read, faults } = readRooms(bytesOf(writeRooms(rooms)));
    expect(faults).toEqual([]);
    expect(differenceOf([], read, roomKey, roomFields).added).toHaveLength(551);
    expect(differenceOf(rooms, read, roomKey, roomFields)).toEqual({ added: [], changed: [], same: 551, missing: [] });
  });

  test("sees what was added, what changed in which field, and what is missing", ({ expect }) => {
    const [first, second, ...rest] = rooms;
    const changed = { ...second!, capacity: 12, name: "Phòng mới" };
    const {
      added,
      changed: changes,
      same,
      missing,
    } = differenceOf(rooms, [changed, ...rest, { ...first!, code: "P999" }], roomKey, roomFields);
    expect(added.map(({ code }) => code)).toEqual(["P999"]);
    expect(changes.map(({ fields }) => fields)).toEqual([["name", "capacity"]]);
    expect(missing).toEqual([first]);
    expect(same).toBe(549);
  });

  test("is told each wrong row by its line, and the others are read", ({ expect }) => {
    const csv = [
      "Mã phòng;Tên phòng;Loại;Số chỗ;Số đơn vị;Tầng;Cần duyệt;Trạng thái;Trang thiết bị",
      "P1;Phòng 1;phòng;40;2;1;có;đang dùng;Máy chiếu | Bảng tương tác",
      "P1;Lặp lại;;;;;;;",
      ";Không mã;;;;;;;",
      "P2;;;;;;;;",
      "P3;Chỗ;;bốn mươi;;;;;",
      "P4;Loại;xe;;;;;;",
      "P5;Duyệt;;;;;có lẽ;;",
      "=P6;Công thức;;;;;;;",
      "P7;Đơn vị;;;99;;;;",
      "P8;Tạm ngừng;thiết bị;;3;-1;;tạm ngừng;",
      "P9;Lạ;;;;;;;Lò phản ứng",
    ].join("\r\n");
    const { rooms: read, faults } = readRooms(bytesOf(csv), "hongai");
    expect(read).toMatchObject([
      {
        school: "hongai",
        code: "P1",
        capacity: 40,
        units: 2,
        approval: "manager",
        features: ["interactive-board", "projector"],
      },
      { code: "P8", kind: "equipment", units: 3, floor: -1, status: "out_of_service" },
    ]);
    expect(faults.map(({ line, code, column }) => [line, code, column])).toEqual([
      [3, "code-twice", "Mã phòng"],
      [4, "value-missing", "Mã phòng"],
      [5, "value-missing", "Tên phòng"],
      [6, "not-a-number", "Số chỗ"],
      [7, "unknown-value", "Loại"],
      [8, "unknown-value", "Cần duyệt"],
      [9, "code-malformed", "Mã phòng"],
      [10, "not-a-number", "Số đơn vị"],
      [12, "unknown-feature", "Trang thiết bị"],
    ]);
  });
});

describe("a clerk with a list as schools have them", () => {
  const roomsIn = (text: string) => readRooms(bytesOf(text), "hongai");
  const refused = (work: () => unknown) => {
    try {
      work();
    } catch (err) {
      if (err instanceof FileRefused) return [err.code, err.facts.column, err.facts.found];
      throw err;
    }
    return undefined;
  };

  test("has its heading found below the school's name and a title, however it is written", ({ expect }) => {
    for (const head of [
      "STT;Mã phòng;Tên phòng;Số chỗ",
      "TT;MÃ PHÒNG (*);TÊN PHÒNG (*);SỨC CHỨA (chỗ)",
      "stt;ma phong;ten phong;so cho",
      "STT;Mã phòng;Tên phòng;Số chỗ".normalize("NFD"),
    ]) {
      const { rooms: found, faults } = roomsIn(
        `TRƯỜNG THPT HÒN GAI;;;\n;;;\nDANH SÁCH PHÒNG NĂM HỌC 2026–2027;;;\n${head}\n1;P101;Phòng Hoá học;45\n`,
      );
      expect([faults, found.map(({ code, name, capacity }) => [code, name, capacity])], head).toEqual([
        [],
        [["P101", "Phòng Hoá học", 45]],
      ]);
    }
  });

  test("is told which columns are missing and which are there", ({ expect }) => {
    expect(refused(() => roomsIn("STT,Phòng,Diện tích\n1,P101,60\n"))).toEqual([
      "header-missing",
      "Mã phòng, Tên phòng",
      "STT, Phòng, Diện tích",
    ]);
  });

  test("has numbers with their words read, and those that could be two numbers told", ({ expect }) => {
    const { rooms: found, faults } = roomsIn(
      'Mã phòng,Tên phòng,Số chỗ,Tầng\nP1,Một,45 chỗ,Tầng 2\nP2,Hai,"45,0",2\nP3,Ba,1.000,1\nP4,Bốn,12 hoặc 15,1\n',
    );
    expect(found.map(({ code, capacity, floor }) => [code, capacity, floor])).toEqual([
      ["P1", 45, 2],
      ["P2", 45, 2],
    ]);
    expect(faults.map(({ line, code, value }) => [line, code, value])).toEqual([
      [4, "not-a-number", "1.000"],
      [5, "not-a-number", "12 hoặc 15"],
    ]);
  });

  test("has one room once, in whatever letters its code is written, and hears which feature is unknown", ({
    expect,
  }) => {
    const { rooms: found, faults } = roomsIn(
      "Mã phòng,Tên phòng,Trang thiết bị\nP101,Một,\np101,Một,\nP102,Hai,Tivi | Máy lạnh\nP103,Ba,Máy chiếu | Tủ lạnh | Bể cá\n",
    );
    expect(found.map(({ code, features }) => [code, features])).toEqual([
      ["P101", []],
      ["P102", ["air-conditioning", "screen"]],
    ]);
    expect(faults).toEqual([
      { line: 3, code: "code-twice", column: "Mã phòng", value: "p101" },
      { line: 5, code: "unknown-feature", column: "Trang thiết bị", value: "Tủ lạnh, Bể cá" },
    ]);
  });

  test("has the same list read from Excel, below merged titles", async ({ expect }) => {
    const bytes = await writeXlsx({
      name: "Phòng",
      title: ["TRƯỜNG THPT HÒN GAI", "Danh sách phòng"],
      head: ["STT", "Mã phòng", "Tên phòng", "Số chỗ"],
      rows: [
        [1, "P101", "Phòng Tin học".normalize("NFD"), 45],
        [2, "P102", "Phòng Hoá học", 40],
      ],
    });
    const { rooms: found, faults } = roomsOf(await readTable(bytes), "hongai");
    expect([faults, found.map(({ code, name, capacity }) => [code, name, capacity])]).toEqual([
      [],
      [
        ["P101", "Phòng Tin học", 45],
        ["P102", "Phòng Hoá học", 40],
      ],
    ]);
    await expect(readTable(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))).rejects.toThrow("file-kind");
  });

  test("has names in two columns put together, and is told of the usual columns where there are neither", ({
    expect,
  }) => {
    expect(readPeople(bytesOf("Mã GV,Họ đệm,Tên,Ngày sinh,Tổ CM\ngv1,Nguyễn Thu,Hà,1980,Toán\n"))).toEqual({
      people: [{ code: "gv1", name: "Nguyễn Thu Hà", shortName: "Hà", department: "Toán", status: "active" }],
      faults: [],
    });
    expect(refused(() => readPeople(bytesOf("TT,Họ đệm,Tên\n1,Nguyễn Thu,Hà\n")))).toEqual([
      "header-missing",
      "Mã giáo viên, Họ và tên",
      "TT, Họ đệm, Tên",
    ]);
  });
});

describe("a school with its teachers in a file", () => {
  test("has names, short names and departments read, and nothing else", ({ expect }) => {
    const csv =
      "Mã GV,Họ và tên,Tổ,SĐT,Trạng thái\ngv1,Nguyễn Thu Hà,Toán – Tin,0900000000,\ngv2,Lê Văn Hạ,,,đã nghỉ\ngv1,Hai lần,,,\n,Không mã,,,\ngv9,Ai,,,đi chơi\n";
    const { people, faults } = readPeople(bytesOf(csv));
    expect(people).toEqual([
      { code: "gv1", name: "Nguyễn Thu Hà", shortName: "Hà", department: "Toán – Tin", status: "active" },
      { code: "gv2", name: "Lê Văn Hạ", shortName: "Hạ", department: null, status: "left" },
    ]);
    expect(JSON.stringify(people)).not.toContain("0900000000");
    expect(faults.map(({ line, code }) => [line, code])).toEqual([
      [4, "code-twice"],
      [5, "value-missing"],
      [6, "unknown-value"],
    ]);
  });

  test("exports them in the order of given names, and imports that without a change", ({ expect }) => {
    const person = fc.record({
      code: fc.stringMatching(/^[a-z]{2}[0-9]{1,4}$/),
      name: fc.constantFrom("Nguyễn Thu Hà", "Đỗ An", "Lê Ánh", "Trần Thị Lan"),
      shortName: fc.constantFrom("Hà", "An.D", "=Lan"),
      department: fc.option(fc.constantFrom("Toán", "Ngữ văn")),
      status: fc.constantFrom("active" as const, "left" as const),
    });
    fc.assert(
      fc.property(fc.uniqueArray(person, { selector: ({ code }) => code }), (people) => {
        const { people: read, faults } = people.length
          ? readPeople(bytesOf(writePeople(people)))
          : { people: [], faults: [] };
        expect(faults).toEqual([]);
        expect(differenceOf(people, read, ({ code }) => code, personFields)).toMatchObject({
          added: [],
          changed: [],
          missing: [],
        });
      }),
    );
    const names = ["Trần Thị Lan", "Đỗ An", "Lê Ánh"].map((name, index) => ({
      code: `g${index}`,
      name,
      shortName: "x",
      department: null,
      status: "active" as const,
    }));
    expect(
      writePeople(names)
        .split("\r\n")
        .slice(1, 4)
        .map((line) => line.split(",")[1]),
    ).toEqual(["Đỗ An", "Lê Ánh", "Trần Thị Lan"]);
  });
});

const roster = (mode: "bulk" | "delta", version = "1.2") => ({
  "manifest.csv": `propertyName,value\nmanifest.version,1.0\noneroster.version,${version}\nfile.academicSessions,bulk\nfile.orgs,bulk\nfile.users,${mode}\nfile.roles,${mode}\nfile.classes,${mode}\nfile.enrollments,bulk\nfile.demographics,absent\n`,
  "orgs.csv":
    '"sourcedId","status","dateLastModified","name","type","identifier","parentSourcedId"\n"o1","","","THPT Hòn Gai","school","hongai","p"\n"o2","","","Trường khác","school","khac","p"\n',
  "users.csv": `sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,phone\nu1,${mode === "delta" ? "active" : ""},,true,ha,,Hà,Nguyễn,Thu,gv1,ha@example.test,0900\nu2,,,true,lan,,Lan,Trần,,,x@example.test,\nu3,,,true,hs1,,Bé,Lê,,hs1,,\nu4,,,true,xa,,Xa,Vũ,,gv4,,\nu5,${mode === "delta" ? "tobedeleted" : ""},,false,cu,,Cũ,Đỗ,,gv5,,\n`,
  "roles.csv":
    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\nr1,,,u1,primary,teacher,,,o1\nr2,,,u2,primary,teacher,,,o1\nr3,,,u3,primary,student,,,o1\nr4,,,u4,primary,teacher,,,o2\nr5,,,u5,primary,teacher,,,o1\n",
  "classes.csv":
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds\nc1,,,Lớp 10A1,10,,10A1,homeroom,,o1,t1\nc2,,,Toán 10A1,10,,T10A1,scheduled,,o1,t1\nc3,,,Lớp 9A,9,,9A,homeroom,,o2,t1\n",
  "enrollments.csv":
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\ne1,,,c1,o1,u3,student,,,\ne2,,,c1,o1,u6,student,,,\ne3,,,c1,o1,u1,teacher,true,,\n",
  "academicSessions.csv":
    "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\nt1,,,Học kì I,term,2026-09-07,2027-01-15,,2027\ny,,,2026–2027,schoolYear,2026-09-05,2027-05-31,,2027\n",
});

describe("a school with a OneRoster package", () => {
  test("in bulk has its own teachers and homerooms read, pupils only counted", async ({ expect }) => {
    const read = await readOneRoster(await writeZip(roster("bulk")), "hongai");
    expect(read).toEqual({
      mode: "bulk",
      people: [
        { code: "gv1", name: "Nguyễn Thu Hà", shortName: "Hà", department: null, status: "active" },
        { code: "lan", name: "Trần Lan", shortName: "Lan", department: null, status: "active" },
        { code: "gv5", name: "Đỗ Cũ", shortName: "Cũ", department: null, status: "left" },
      ],
      classes: [{ code: "10A1", name: "Lớp 10A1", grade: 10, size: 2, status: "active" }],
      sessions: [
        { line: 2, kind: "term", title: "Học kì I", startsOn: "2026-09-07", endsOn: "2027-01-15" },
        { line: 3, kind: "year", title: "2026–2027", startsOn: "2026-09-05", endsOn: "2027-05-31" },
      ],
      faults: [],
      leftOut: 4,
    });
    expect(JSON.stringify(read)).not.toMatch(/example\.test|0900|Bé/);
  });

  test("as a delta is told so, and takes away who is to be deleted", async ({ expect }) => {
    const read = await readOneRoster(await writeZip(roster("delta")), "hongai");
    expect(read.mode).toBe("delta");
    expect(read.people.find(({ code }) => code === "gv5")).toMatchObject({ status: "left" });
  });

  test("that is none, of another version or incomplete is refused by name", async ({ expect }) => {
    const refusal = async (files: Record<string, string>) => {
      const error = await readOneRoster(await writeZip(files), "hongai").catch((err: unknown) => err);
      return error instanceof FileRefused ? [error.code, error.facts.name] : undefined;
    };
    const { "users.csv": _, ...withoutUsers } = roster("bulk");
    expect(await refusal({ "a.csv": "x" })).toEqual(["oneroster-manifest", undefined]);
    expect(await refusal(roster("bulk", "1.0"))).toEqual(["oneroster-manifest", undefined]);
    expect(await refusal(withoutUsers)).toEqual(["oneroster-file", "users.csv"]);
  });
});

describe("the terms of a file", () => {
  const year = { name: "2026–2027", startsOn: "2026-09-05", endsOn: "2027-05-31" };
  const first = { term: 1, name: "Học kì I", startsOn: "2026-09-05", endsOn: "2027-01-17" };
  const second = { term: 2, name: "Học kì II", startsOn: "2027-01-18", endsOn: "2027-05-31" };
  const term = (line: number, title: string, startsOn: string, endsOn: string) =>
    ({ line, kind: "term", title, startsOn, endsOn }) as const;

  test("change the ones that they are, and the same file changes nothing", ({ expect }) => {
    const sessions = [
      term(2, "Học kì II", "2027-01-25", "2027-05-28"),
      term(3, "Học kì I", "2026-09-07", "2027-01-22"),
    ];
    const plan = planTerms(sessions, { terms: [first, second], years: [year] });
    expect(plan).toMatchObject({
      terms: [
        { term: 1, startsOn: "2026-09-07", before: first },
        { term: 2, startsOn: "2027-01-25", before: second },
      ],
      years: [],
      faults: [],
    });
    const after = plan.terms.map(({ term: number, name, startsOn, endsOn }) => ({
      term: number,
      name,
      startsOn,
      endsOn,
    }));
    expect(planTerms(sessions, { terms: after, years: [year] })).toEqual({ terms: [], years: [], same: 2, faults: [] });
    // A delta that names the second alone is about the second.
    expect(planTerms(sessions.slice(0, 1), { terms: [first, second], years: [year] }).terms).toMatchObject([
      { term: 2, before: second },
    ]);
  });

  test("bring their school year with them, and are told what is wrong with each", ({ expect }) => {
    const brought = planTerms([{ ...term(2, year.name, year.startsOn, year.endsOn), kind: "year" }, term(3, "HK1", "2026-09-07", "2027-01-15")], { terms: [], years: [] }); // prettier-ignore
    expect(brought).toEqual({
      years: [year],
      terms: [{ term: 1, name: "HK1", startsOn: "2026-09-07", endsOn: "2027-01-15", before: null }],
      same: 0,
      faults: [],
    });
    const wrong = planTerms(
      [
        term(2, "A", "2026-9-7", "2027-01-15"),
        term(3, "B", "2026-09-07", "2026-09-07"),
        term(4, "C", "2028-09-07", "2028-12-01"),
        term(5, "D", "2026-09-07", "2027-02-15"),
        term(6, "E", "2027-02-01", "2027-05-15"),
        term(7, "F", "2026-02-30", "2027-05-15"),
        term(8, "", "2026-09-07", "2027-05-15"),
      ],
      { terms: [], years: [year] },
    );
    expect(wrong.terms.map(({ name }) => name)).toEqual(["D"]);
    expect(wrong.faults.map(({ line, code }) => [line, code])).toEqual([
      [2, "not-a-date"],
      [3, "dates-reversed"],
      [7, "not-a-date"],
      [8, "value-missing"],
      [6, "terms-overlap"],
      [4, "outside-year"],
    ]);
  });

  test("never leave two of a school's terms on one day, whatever a file says", ({ expect }) => {
    const day = fc.integer({ min: 0, max: 268 }).map((n) => addDays(year.startsOn, n));
    const span = fc.tuple(day, day).map(([a, b]) => (a < b ? [a, b] : [b, a]) as [string, string]);
    fc.assert(
      fc.property(fc.array(span, { maxLength: 6 }), fc.boolean(), (spans, there) => {
        const terms = there ? [first, second] : [];
        const sessions = spans.map(([from, to], index) => term(index + 2, `HK${index}`, from, to));
        const plan = planTerms(sessions, { terms, years: [year] });
        const replaced = plan.terms.flatMap(({ before }) => before ?? []);
        expect(new Set(replaced).size).toBe(replaced.length);
        const after = [...terms.filter((one) => !replaced.includes(one)), ...plan.terms].toSorted((a, b) =>
          a.startsOn.localeCompare(b.startsOn),
        );
        for (const [index, one] of after.entries())
          if (index > 0) expect(after[index - 1]!.endsOn < one.startsOn).toBe(true);
        expect(plan.terms.length + plan.same + plan.faults.length).toBe(sessions.length);
      }),
    );
  });
});
