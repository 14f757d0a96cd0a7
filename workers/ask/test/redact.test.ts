import * as fc from "fast-check";
import { describe, test } from "vitest";

import { redact, removed } from "../src/redact";

describe("what is kept of a question", () => {
  test.for([
    ["gọi tôi số 0912 345 678 nhé", `gọi tôi số ${removed} nhé`],
    ["call +84 912-345-678", `call ${removed}`],
    ["tel (0203) 3625 999", `tel ${removed}`],
    ["mail nguyen.an@vidu.example ok", `mail ${removed} ok`],
    ["mail an (at) vidu.example", `mail ${removed}`],
    ["my passport C1234567 is lost", `my passport ${removed} is lost`],
    ["护照号E12345678丢了", `护照号${removed}丢了`],
    ["CCCD 022099001234", `CCCD ${removed}`],
    ["thẻ 4111 1111 1111 1111", `thẻ ${removed}`],
    ["zalo.me/0912345678", removed],
    ["电话0912345678", `电话${removed}`],
    ["1234567A1234567", `${removed}${removed}`],
    ["여권번호 M12345678", `여권번호 ${removed}`],
  ])("%s loses what would tell who asked", ([said = "", kept = ""], { expect }) => {
    expect(redact(said)).toBe(kept);
  });

  test.for([
    "vé 290.000 đồng, hai người 580.000",
    "giá 1.250.000 đồng",
    "ngày 19/11/2026 lúc 09:32",
    "2026-11-22",
    "gọi 113, 114, 115 hoặc 112",
    "tổng đài 1900 1234, 1800 6789",
    "chuyến 8h, tàu 5 sao, 20–35 phút",
    "QL18, km 120, tầng 12 phòng 1204",
  ])("%s stays as it was written", (said, { expect }) => {
    expect(redact(said)).toBe(said.normalize("NFKC"));
  });

  const separator = fc.constantFrom("", " ", ".", "-");
  const phone = fc
    .tuple(
      fc.constantFrom("09", "03", "07", "+849", "+82 10", "+86 1"),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 }),
      separator,
    )
    .map(([begin, rest, between]) => begin + between + rest.join(between));
  const mail = fc
    .tuple(fc.stringMatching(/^[a-z][a-z0-9.]{0,10}[a-z]$/), fc.stringMatching(/^[a-z]{2,12}$/))
    .map(([name, host]) => `${name}@${host}.example`);
  const passport = fc
    .tuple(fc.stringMatching(/^[A-Z]{1,2}$/), fc.integer({ min: 1_000_000, max: 99_999_999 }))
    .map((parts) => parts.join(""));
  const words = fc.array(fc.constantFrom("vé", "tàu", "call", "me", "请", "표", "bay", "đi", "?"), { maxLength: 6 });

  test("no telephone number, address or passport is left, wherever it stands", ({ expect }) => {
    fc.assert(
      fc.property(words, fc.oneof(phone, mail, passport), words, (before, secret, after) => {
        const kept = redact([...before, secret, ...after].join(" "));
        expect(kept).toBe([...before, removed, ...after].join(" "));
      }),
    );
  });

  test("what was taken out once is not taken out twice, and nothing is added", ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const once = redact(text);
        expect(redact(once)).toBe(once);
      }),
    );
  });
});
