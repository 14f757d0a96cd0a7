import fc from "fast-check";
import { describe, test } from "vitest";

import { harmless, parseCsv, readCsv, recordsOf, writeCsv } from "../src/csv";
import { FileRefused } from "../src/file-refused";
import { byVietnamese, fold, matches, textOf, tokensOf } from "../src/text";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (err) {
    if (err instanceof FileRefused) return { code: err.code, ...err.facts };
    throw err;
  }
  return undefined;
};

describe("a manager who uploads a file", () => {
  test("in UTF-8, with or without a mark, composed or not, has it read", ({ expect }) => {
    expect(textOf(bytesOf("\ufeffTrường Hòn Gai"))).toBe("Trường Hòn Gai");
    expect(textOf(bytesOf("Trường Hòn Gai".normalize("NFD")))).toBe("Trường Hòn Gai");
    expect(textOf(bytesOf("Name;Raum\r\nMüller – 50 % ® ©"))).toContain("Müller");
  });

  // The same line, "Mã;Tên\nP1;Phòng học Tiếng Việt", as old programs write it.
  test.for([
    ["UTF-16 LE", [0xff, 0xfe, 0x4d, 0x00, 0xe3, 0x00]],
    ["UTF-16 BE", [0xfe, 0xff, 0x00, 0x4d, 0x00, 0xe3]],
    ["UTF-16 LE", [0x4d, 0x00, 0x61, 0x00, 0x3b, 0x00]],
    // "Phòng" in Windows-1258 is o + combining grave (0xCC); "Việt" is ê + dot below (0xF2).
    ["Windows-1258", [0x50, 0x68, 0x6f, 0xcc, 0x6e, 0x67, 0x20, 0x56, 0x69, 0xea, 0xf2, 0x74]],
    // "Phßng häc TiÕng ViÖt" in TCVN 5712: ò = 0xDF, ọ = 0xE4, ế = 0xD5, ệ = 0xD6; "trường" has ư = 0xAD, ờ = 0xEA.
    ["TCVN3 (ABC)", [0x54, 0x72, 0xad, 0xea, 0x6e, 0x67, 0x20, 0xae, 0xb8, 0x50, 0x68, 0xdf, 0x6e, 0x67]],
    ["Windows-1252 / VNI", [0x50, 0x68, 0xf8, 0x6e, 0x67]],
  ] as const)("in %s is told so by name", ([encoding, bytes], { expect }) => {
    expect(refusal(() => textOf(Uint8Array.from(bytes)))).toEqual({ code: "encoding", encoding });
  });

  test("typed with an old font and saved as UTF-8 is told that it is TCVN3", ({ expect }) => {
    expect(refusal(() => textOf(bytesOf("Tr\u00ad\u00eang THPT B\u00b9i Ch\u00b8y, \u00ae\u00b8p \u00b8n")))).toEqual({
      code: "encoding",
      encoding: "TCVN3 (ABC)",
    });
  });

  test("that is empty, or larger than a school needs, is told so", ({ expect }) => {
    expect(refusal(() => textOf(new Uint8Array()))).toEqual({ code: "empty" });
    expect(refusal(() => textOf(bytesOf("\ufeff \r\n")))).toEqual({ code: "empty" });
    expect(refusal(() => textOf(new Uint8Array(20), 10))).toEqual({ code: "too-large", limit: 10 });
  });
});

describe("a table", () => {
  test.for([
    [",", "a,b\n1,2\n"],
    [";", "a;b\r\n1;2"],
    ["tab", "a\tb\r\n1\t2\r\n"],
    ["named by Excel", "sep=;\r\na;b\r\n1;2"],
    ["with the other sign inside", 'a;b,c\n"1";2'],
  ] as const)("divided by %s is read", ([, text], { expect }) => {
    const rows = parseCsv(text);
    expect(rows.map(({ cells }) => cells.length)).toEqual([2, 2]);
    expect(rows.at(-1)!.cells).toEqual(["1", "2"]);
  });

  test("with quotes, line breaks in cells and empty lines keeps the number of each line", ({ expect }) => {
    const rows = parseCsv('a,b\r\n\r\n"x ""y""\r\nz",1\r\n,\r\nlast,\r\n');
    expect(rows).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 3, cells: ['x "y"\r\nz', "1"] },
      { line: 6, cells: ["last", ""] },
    ]);
  });

  test("with a quote that never closes, or text after one, is refused with its line", ({ expect }) => {
    expect(refusal(() => parseCsv('a,b\n"x,1\n'))).toEqual({ code: "csv-quote", line: 2 });
    expect(refusal(() => parseCsv('a,b\n"x"y,1\n'))).toEqual({ code: "csv-quote", line: 2 });
  });

  test("with too many rows, columns or letters is refused", ({ expect }) => {
    expect(refusal(() => parseCsv("a\nb\nc\n", { rows: 2 }))).toMatchObject({ code: "too-large", line: 3 });
    expect(refusal(() => parseCsv("a,b,c", { columns: 2 }))).toMatchObject({ code: "csv-columns" });
    expect(refusal(() => parseCsv("aaaa", { cell: 3 }))).toMatchObject({ code: "too-large" });
  });

  test("finds its columns by name in any order, and says which one is missing or twice", ({ expect }) => {
    const names = { code: ["Mã phòng"], name: ["Tên phòng"] } as const;
    const read = (text: string) => recordsOf(parseCsv(text), names, ["code", "name"]);
    expect(read("TÊN  PHÒNG;ghi chú;mã phòng\nTin 1;x;P1")).toEqual([
      { line: 2, values: { code: "P1", name: "Tin 1" } },
    ]);
    expect(read("Trường X;\nDanh sách;\nten phong (*);MA PHONG\nTin 1;P1")).toEqual([
      { line: 4, values: { code: "P1", name: "Tin 1" } },
    ]);
    expect(refusal(() => read("Mã phòng;khác\n1;2"))).toEqual({
      code: "header-missing",
      column: "Tên phòng",
      found: "Mã phòng, khác",
    });
    expect(refusal(() => read("Mã phòng;code;Tên phòng\n1;2;3"))).toEqual({ code: "header-twice", column: "Mã phòng" });
  });

  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(
      "=1+1",
      "@SUM(A1)",
      "-2",
      "+84",
      "'",
      "''=x",
      "\tx",
      "\rx",
      "＝1",
      'a"b',
      "a;b",
      "a\r\nb",
      "\u037e",
      "=\u0338",
    ),
  );
  test("written and read again is the same table, whatever is in it", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(",", ";") as fc.Arbitrary<"," | ";">,
        (table, delimiter) => {
          // Empty rows are left out, and the heading must show the delimiter.
          const rows = [["h1", "h2", "h3", "h4", "h5"], ...table].filter((row) =>
            row.some((cell) => cell.trim() !== ""),
          );
          const read = readCsv(new TextEncoder().encode(writeCsv(rows, delimiter)));
          expect(read.map(({ cells }) => cells)).toEqual(
            rows.map((row) => row.map((cell) => cell.toWellFormed().normalize("NFC"))),
          );
        },
      ),
    );
  });

  test("never writes a cell that a spreadsheet would run", ({ expect }) => {
    fc.assert(
      fc.property(text, (value) => {
        expect(harmless(value)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        const [row] = parseCsv(writeCsv([["x", value]]).slice(1));
        expect(row!.cells[1]).toBe(value.normalize("NFC"));
      }),
    );
    expect(writeCsv([["=cmd|'/c calc'!A1", -5, 2.5, true, null]])).toBe("\ufeff'=cmd|'/c calc'!A1,-5,2.5,true,\r\n");
  });
});

describe("a teacher who looks for a room", () => {
  test("finds it with and without accents, in any order of words", ({ expect }) => {
    expect(fold("Phòng Tin-học Đ1, Tầng 2")).toBe("phong tin hoc d1 tang 2");
    expect(tokensOf("Đà  đà Nẵng")).toEqual(["da", "nang"]);
    for (const query of ["phong may", "may phong", "máy", "PHÒNG MÁY", "phòng m", "may 2"])
      expect(matches("Phòng máy tính số 2", query), query).toBe(true);
    expect(matches("Phòng mây", "máy")).toBe(false);
    expect(matches("Phòng máy", "")).toBe(true);
    // Longer than the 50 bytes that the database's LIKE takes.
    const long = "Phòng học bộ môn Vật lí và Công nghệ, trang bị bảng tương tác thông minh";
    expect(matches(long, long)).toBe(true);
    expect(matches(long, fold(long))).toBe(true);
  });

  test("sees names in the order of a Vietnamese dictionary, and numbers by their value", ({ expect }) => {
    expect(["Phòng 10", "Đạt", "Phòng 2", "Ân", "An", "Ăn", "Dũng", "Ba", "Oanh", "Ông"].sort(byVietnamese)).toEqual([
      "An",
      "Ăn",
      "Ân",
      "Ba",
      "Dũng",
      "Đạt",
      "Oanh",
      "Ông",
      "Phòng 2",
      "Phòng 10",
    ]);
  });
});
