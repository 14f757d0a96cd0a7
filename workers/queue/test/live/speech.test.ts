import { describe, test } from "vitest";

import { announcement, announcementText, labelParts, numberWords, placeParts } from "../../src/live/speech";

describe("a patient hears", () => {
  test.for<[number, string]>([
    [0, "không"],
    [4, "bốn"],
    [5, "năm"],
    [10, "mười"],
    [11, "mười một"],
    [14, "mười bốn"],
    [15, "mười lăm"],
    [20, "hai mươi"],
    [21, "hai mươi mốt"],
    [24, "hai mươi tư"],
    [25, "hai mươi lăm"],
    [91, "chín mươi mốt"],
    [100, "một trăm"],
    [101, "một trăm linh một"],
    [104, "một trăm linh bốn"],
    [105, "một trăm linh năm"],
    [110, "một trăm mười"],
    [115, "một trăm mười lăm"],
    [121, "một trăm hai mươi mốt"],
    [555, "năm trăm năm mươi lăm"],
    [1000, "một nghìn"],
    [1005, "một nghìn không trăm linh năm"],
    [1015, "một nghìn không trăm mười lăm"],
    [12_024, "mười hai nghìn không trăm hai mươi tư"],
    [999_999, "chín trăm chín mươi chín nghìn chín trăm chín mươi chín"],
  ])("%d as people say it", ([n, words], { expect }) => {
    expect(numberWords(n).join(" ")).toBe(words);
  });

  test("no words for what is not a number of a ticket or a room", ({ expect }) => {
    for (const n of [-1, 1.5, 1_000_000, Number.NaN]) expect(() => numberWords(n)).toThrow(RangeError);
  });

  test("a label digit by digit and a room as a number", ({ expect }) => {
    expect(announcementText("A047", "phòng 105")).toBe("Mời số A không bốn bảy đến phòng một trăm linh năm");
    expect(
      announcement("A047", "phòng 105")
        .map((part) => part.kind)
        .join(" "),
    ).toBe("chime phrase letter word word word phrase text word word word word");
  });

  test("labels of two letters and over 999, places with letters and leading zeros", ({ expect }) => {
    const text = (parts: ReturnType<typeof labelParts>): string =>
      parts.map((part) => ("text" in part ? part.text : "")).join(" ");
    expect(text(labelParts("XN1000"))).toBe("X N một không không không");
    expect(text(placeParts("Quầy 3"))).toBe("quầy ba");
    expect(text(placeParts("Phòng khám 07 tầng 2"))).toBe("phòng khám không bảy tầng hai");
    expect(text(placeParts(""))).toBe("");
  });
});
