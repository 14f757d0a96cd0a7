import { describe, test } from "vitest";

import { maskContact, readContact } from "../src/contact";
import { codeText, newCode, readCode } from "../src/one-time-code";

describe("however a person writes their phone, it is one phone", () => {
  test.for([
    "0912345678",
    "0912 345 678",
    "0912.345.678",
    "0912-345-678",
    "(0912) 345 678",
    "+84912345678",
    "+84 912 345 678",
    "+84 0912 345 678",
    "84912345678",
    "0084912345678",
    "912345678",
    "０９１２３４５６７８",
    "＋84 912 345 678",
    "0912\u200b345\u200c678\u2060",
    "\u202a0912345678\u202c",
    " \u00a00912345678\t",
  ])("%j", (typed, { expect }) => {
    expect(readContact(typed)).toEqual({ channel: "phone", value: "+84912345678" });
  });

  test("a visitor's foreign phone stays foreign", ({ expect }) => {
    expect(readContact("+82 10-1234-5678")).toEqual({ channel: "phone", value: "+821012345678" });
    expect(readContact("0033 6 12 34 56 78")).toEqual({ channel: "phone", value: "+33612345678" });
  });

  test("an e-mail counts once, whatever its case or width", ({ expect }) => {
    for (const typed of ["Lan@ViDu.Example", " lan@vidu.example\u200b", "ｌａｎ@vidu.example"])
      expect(readContact(typed)).toEqual({ channel: "email", value: "lan@vidu.example" });
  });

  test.for([
    "",
    "abc",
    "12",
    "0112345678901234567",
    "+84 123",
    "a@b",
    "@vidu.example",
    "a b@vidu.example",
    "1".repeat(400),
  ])("%j is neither", (typed, { expect }) => {
    expect(readContact(typed)).toBeUndefined();
  });

  test("pages show only enough to recognise it", ({ expect }) => {
    expect(maskContact({ channel: "phone", value: "+84912345678" })).toBe("•••• 678");
    expect(maskContact({ channel: "email", value: "lan@vidu.example" })).toBe("l•••@vidu.example");
  });
});

describe("a code", () => {
  test("has six digits, and may be pasted as it comes", ({ expect }) => {
    for (let i = 0; i < 1000; i++) expect(newCode()).toMatch(/^\d{6}$/);
    for (const typed of ["123456", "123 456", " 123-456 ", "１２３４５６"]) expect(readCode(typed)).toBe("123456");
    for (const typed of ["", "12345", "1234567", "abcdef"]) expect(readCode(typed)).toBeUndefined();
  });

  test("comes in plain ASCII with the line that lets a phone fill it in", ({ expect }) => {
    for (const lang of ["vi", "en", "zh"] as const) {
      const text = codeText("012345", lang, "https://id.quangninh.example");
      // oxlint-disable-next-line no-control-regex -- ASCII is what one SMS holds 160 of
      expect(text).toMatch(/^[\u0000-\u007f]{1,160}$/);
      expect(text.split("\n").at(-1)).toBe("@id.quangninh.example #012345");
    }
  });
});
