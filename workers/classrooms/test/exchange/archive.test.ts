import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { parseXml, XmlElement, XmlText } from "@rgrove/parse-xml";
import fc from "fast-check";
import { describe, test } from "vitest";

import { FileRefused } from "../../src/exchange/file-refused";
import { readXlsx, referenceOf } from "../../src/exchange/read-xlsx";
import { writeXlsx } from "../../src/exchange/write-xlsx";
import { readXml } from "../../src/exchange/xml";
import { openZip, writeZip, zipLimits } from "../../src/exchange/zip";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytesOf = (value: string) => new TextEncoder().encode(value);
const refusal = async (work: () => unknown) => {
  try {
    await work();
  } catch (err) {
    if (err instanceof FileRefused) return err.code;
    throw err;
  }
  return undefined;
};

describe("an archive", () => {
  test("written here is read back, byte for byte, and the same files give the same bytes", async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.stringMatching(/^[a-zà-ỹ]{1,8}\.csv$/), fc.uint8Array({ maxLength: 500 }), {
          noNullPrototype: true,
        }),
        async (files) => {
          const archive = await writeZip(files);
          expect(await writeZip(files)).toEqual(archive);
          const zip = openZip(archive);
          expect(zip.names.toSorted()).toEqual(Object.keys(files).toSorted());
          for (const [name, content] of Object.entries(files)) expect(await zip.read(name)).toEqual(content);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("is read by another program, and another program's is read here", async ({ expect }) => {
    const folder = mkdtempSync(path.join(tmpdir(), "ven-zip-"));
    try {
      const file = path.join(folder, "a.zip");
      writeFileSync(file, await writeZip({ "số.csv": "một", "b/c.txt": "x".repeat(10_000) }));
      const python = (code: string) => execFileSync("/usr/bin/python3", ["-c", code, file], { encoding: "utf8" });
      if (!existsSync("/usr/bin/python3")) return console.warn("!!! /usr/bin/python3 is missing: SKIPPED");
      expect(
        python(
          "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist(), z.read('số.csv').decode())",
        ),
      ).toBe("None ['số.csv', 'b/c.txt'] một\n");
      python(
        "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1],'w',zipfile.ZIP_DEFLATED); z.writestr('é.txt','hai'*900); z.writestr(zipfile.ZipInfo('dir/'),''); z.close()",
      );
      const zip = openZip(readFileSync(file));
      expect(zip.names).toEqual(["é.txt"]);
      expect(text(await zip.read("é.txt"))).toBe("hai".repeat(900));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("that is none, is cut off or damaged is refused, and nothing else ever happens", async ({ expect }) => {
    expect(await refusal(() => openZip(bytesOf("not a zip")))).toBe("not-a-zip");
    const archive = await writeZip({ "a.txt": "a".repeat(300), "b.txt": "b" });
    expect(await refusal(() => openZip(archive.subarray(0, archive.length - 30)))).toBe("not-a-zip");
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = archive.slice();
        damaged[at] = damaged[at]! ^ change;
        const read = async () => {
          const zip = openZip(damaged);
          for (const name of zip.names) await zip.read(name);
        };
        expect([undefined, "not-a-zip", "zip-broken", "zip-unsupported", "zip-bomb", "too-large"]).toContain(
          await refusal(read),
        );
      }),
    );
  });

  test("that would grow beyond the limits is cut off, whatever it says of its size", async ({ expect }) => {
    const bomb = await writeZip({ "bomb.txt": new Uint8Array(3 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(10_000);
    const small = { ...zipLimits, entry: 1024 * 1024, total: 1024 * 1024 };
    expect(await refusal(() => openZip(bomb, small))).toBe("zip-bomb");
    // It claims to be small: both places say 1,000 bytes.
    const lying = bomb.slice();
    const view = new DataView(lying.buffer);
    const directory = view.getUint32(lying.length - 6, true);
    view.setUint32(22, 1000, true);
    view.setUint32(directory + 24, 1000, true);
    expect(await refusal(() => openZip(lying, small).read("bomb.txt"))).toBe("zip-bomb");
    // Many small ones together.
    const many = openZip(await writeZip({ a: new Uint8Array(600_000), b: new Uint8Array(300_000) }), small);
    await many.read("a");
    await many.read("b");
    expect(await refusal(() => many.read("a"))).toBe("zip-bomb");
    expect(await refusal(() => openZip(new Uint8Array(zipLimits.archive + 1)))).toBe("too-large");
  });
});

describe("an XML document", () => {
  test("that tries to reach out or to grow is refused", async ({ expect }) => {
    const laughs = `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>`;
    expect(await refusal(() => readXml(bytesOf(laughs), "x"))).toBe("xml-broken");
    const outside = `<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>`;
    expect(await refusal(() => readXml(bytesOf(outside), "x"))).toBe("xml-broken");
    expect(await refusal(() => readXml(bytesOf("<a><b></a>"), "x"))).toBe("xml-broken");
    expect(await refusal(() => readXml(bytesOf("<a>".repeat(100_000)), "x"))).toBe("xml-broken");
  });

  test("is read as another parser reads it, and is broken where that says so", ({ expect }) => {
    const word = fc.constantFrom("a", "b:c", "row", "x-1");
    const text = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom("&amp;", "&#7841;", "&#x1ea1;", "<![CDATA[<&>]]>", "<!-- - -->", "&nope;", "a > b", "<", "&"),
    );
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc
        .tuple(
          word,
          fc.array(fc.tuple(word, fc.constantFrom('"1"', "'a&lt;b'", '"a\tb"')), { maxLength: 2 }),
          fc.array(fc.oneof({ maxDepth: 3 }, text, tie("tree")), { maxLength: 3 }),
        )
        .map(([name, attributes, children]) => {
          const start = [name, ...attributes.map(([key, value]) => `${key}=${value}`)].join(" ");
          return children.length ? `<${start}>${children.join("")}</${name}>` : `<${start}/>`;
        }),
    }));
    const plain = (element: XmlElement): object => ({
      name: element.name.replace(/^.*:/, ""),
      attributes: Object.fromEntries(
        Object.entries(element.attributes).map(([key, value]) => [key.replace(/^.*:/, ""), value]),
      ),
      children: element.children.filter((child) => child instanceof XmlElement).map(plain),
      text: element.children.map((child) => (child instanceof XmlText ? child.text : "")).join(""),
    });
    const or = <T>(work: () => T) => {
      try {
        return work();
      } catch {
        return "broken";
      }
    };
    fc.assert(
      fc.property(tree, (document) => {
        const theirs = or(() => plain(parseXml(`<?xml version="1.0"?>\n${document}\n`).root!));
        const ours = or(() => readXml(bytesOf(`<?xml version="1.0"?>\n${document}\n`), "x"));
        // What the other refuses for characters that XML forbids harms nobody here.
        if (theirs !== "broken") expect(ours, document).toEqual(theirs);
      }),
      { numRuns: 500 },
    );
    for (const wrong of [
      "<a/><b/>",
      "<a>",
      "</a>",
      "x<a/>",
      "<a b=1/>",
      '<a b="1" b="2"/>',
      "<a>&nope;</a>",
      "<a>&amp</a>",
      "<a><b></a></b>",
      "",
    ])
      expect(
        or(() => readXml(bytesOf(wrong), "x")),
        wrong,
      ).toBe("broken");
  });

  test("in the encoding that it declares is read", ({ expect }) => {
    const bytes = Uint8Array.from('<?xml version="1.0" encoding="windows-1252"?><a n="\xe9"/>', (char) =>
      char.charCodeAt(0),
    );
    expect(readXml(bytes, "x").attributes).toEqual({ n: "é" });
  });
});

describe("a workbook", () => {
  const sheet = {
    name: "Sổ: A/B [2026]",
    title: ["SỔ THEO DÕI", "Phòng Tin 1"],
    head: ["STT", "Tên bài", "Số tiết"],
    rows: [
      [1, '=HYPERLINK("http://x")', 2.5],
      [2, 'Bài <3> & "4"\u0001', null],
      [3, "  hai\ndòng  ", -1],
    ],
  };

  test("written here is read back here", async ({ expect }) => {
    const [read] = await readXlsx(await writeXlsx(sheet));
    expect(read!.name).toBe("Sổ  A B  2026 ");
    expect(read!.rows).toEqual([
      ["SỔ THEO DÕI"],
      ["Phòng Tin 1"],
      ["STT", "Tên bài", "Số tiết"],
      ["1", '=HYPERLINK("http://x")', "2.5"],
      ["2", 'Bài <3> & "4"'],
      ["3", "hai\ndòng", "-1"],
    ]);
    expect(read!.merges).toContainEqual({ top: 0, left: 0, bottom: 0, right: 2 });
  });

  test("opens in openpyxl with texts as texts, and openpyxl's own opens here", async ({ expect, skip }) => {
    const folder = mkdtempSync(path.join(tmpdir(), "ven-xlsx-"));
    const python = (code: string, ...args: string[]) =>
      execFileSync("/usr/bin/python3", ["-c", code, ...args], { encoding: "utf8" });
    try {
      if (!existsSync("/usr/lib/python3/dist-packages/openpyxl")) {
        if (process.env.VEN_REQUIRE?.split(",").includes("python3-openpyxl"))
          throw new Error("python3-openpyxl is required");
        console.warn("!!! python3-openpyxl is not installed: SKIPPED");
        return skip();
      }
      const ours = path.join(folder, "ours.xlsx");
      writeFileSync(ours, await writeXlsx(sheet));
      const read = `import sys, json, openpyxl
w = openpyxl.load_workbook(sys.argv[1]).active
print(json.dumps([w.title, [[c.value for c in r] for r in w.iter_rows()], [str(m) for m in w.merged_cells.ranges], w.cell(4, 2).data_type, w.page_setup.paperSize, w.page_setup.orientation, w.print_title_rows]))`;
      expect(JSON.parse(python(read, ours))).toEqual([
        "Sổ  A B  2026 ",
        [
          ["SỔ THEO DÕI", null, null],
          ["Phòng Tin 1", null, null],
          ["STT", "Tên bài", "Số tiết"],
          [1, '=HYPERLINK("http://x")', 2.5],
          [2, 'Bài <3> & "4"', null],
          [3, "  hai\ndòng  ", -1],
        ],
        ["A1:C1", "A2:C2"],
        expect.stringMatching(/^(s|inlineStr)$/),
        9,
        "landscape",
        "$3:$3",
      ]);
      const theirs = path.join(folder, "theirs.xlsx");
      python(
        `import sys, openpyxl
b = openpyxl.Workbook(); w = b.active; w.title = "TKB"
w.append(["Thứ", "Tiết", "10A1"]); w.append(["2", 1, "Toán - Hà"]); w.append([None, 2, None]); w["D9"] = "xa"; w["A5"] = 1.5; w["A6"] = True
w.merge_cells("A2:A3"); w.merge_cells("C2:C3"); b.create_sheet("Chiều"); b.save(sys.argv[1])`,
        theirs,
      );
      const sheets = await readXlsx(readFileSync(theirs));
      expect(sheets.map(({ name }) => name)).toEqual(["TKB", "Chiều"]);
      expect(sheets[0]!.rows).toEqual([
        ["Thứ", "Tiết", "10A1"],
        ["2", "1", "Toán - Hà"],
        ["", "2"],
        [],
        ["1.5"],
        ["1"],
        [],
        [],
        ["", "", "", "xa"],
      ]);
      expect(sheets[0]!.merges).toEqual([
        { top: 1, left: 0, bottom: 2, right: 0 },
        { top: 1, left: 2, bottom: 2, right: 2 },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("that is only a zip, or of another kind, is refused", async ({ expect }) => {
    expect(await refusal(async () => readXlsx(await writeZip({ "a.txt": "x" })))).toBe("sheet-missing");
    expect(await refusal(() => readXlsx(bytesOf("\u00d0\u00cf\u0011\u00e0")))).toBe("not-a-zip");
  });

  test("names its cells as spreadsheets do", ({ expect }) => {
    expect([
      referenceOf(0, 0),
      referenceOf(4, 25),
      referenceOf(9, 26),
      referenceOf(0, 701),
      referenceOf(0, 702),
    ]).toEqual(["A1", "Z5", "AA10", "ZZ1", "AAA1"]);
  });
});
