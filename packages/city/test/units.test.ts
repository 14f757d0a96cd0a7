import { describe, test } from "vitest";

import { findUnit, units } from "../src/units";

const count = (province: "22" | "46", kind: string) => units(province).filter((unit) => unit.kind === kind).length;

describe("somebody looks for a ward or commune", () => {
  test("finds the 54 units of Quảng Ninh and the 40 of Huế", ({ expect }) => {
    expect(units("22")).toHaveLength(54);
    expect(["phuong", "xa", "dac-khu"].map((kind) => count("22", kind))).toEqual([30, 22, 2]);
    expect(units("46")).toHaveLength(40);
    expect(["phuong", "xa", "dac-khu"].map((kind) => count("46", kind))).toEqual([21, 19, 0]);
  });

  test("finds every code, and every slug of a province, once", ({ expect }) => {
    const all = [...units("22"), ...units("46")];
    expect(new Set(all.map((unit) => unit.code)).size).toBe(94);
    expect(new Set(all.map((unit) => `${unit.province}/${unit.slug}`)).size).toBe(94);
  });

  test("finds Bãi Cháy however it is typed", ({ expect }) => {
    for (const text of [
      "Phường Bãi Cháy",
      "bai chay",
      "P. BÃI CHÁY",
      "  bãi   cháy ",
      "bai-chay",
      "06673",
      "Bãi Cháy".normalize("NFD"),
      "bãi ch",
    ])
      expect(findUnit(text)?.code, text).toBe("06673");
    expect(findUnit("06673")).toEqual({
      code: "06673",
      province: "22",
      kind: "phuong",
      name: "Bãi Cháy",
      fullName: "Phường Bãi Cháy",
      englishName: "Bai Chay Ward",
      slug: "bai-chay",
    });
  });

  test("finds names with đ and with the tone on another vowel", ({ expect }) => {
    expect(findUnit("dong trieu")?.fullName).toBe("Phường Đông Triều");
    expect(findUnit("Thuận Hóa", "46")?.fullName).toBe("Phường Thuận Hoá");
    expect(findUnit("đặc khu vân đồn")?.kind).toBe("dac-khu");
    expect(findUnit("Chân Mây")?.slug).toBe("chan-may-lang-co");
  });

  test("finds every unit by its full name in its province", ({ expect }) => {
    for (const province of ["22", "46"] as const)
      for (const unit of units(province)) expect(findUnit(unit.fullName, province)?.code).toBe(unit.code);
  });

  test("gets no answer when a text fits several units or none", ({ expect }) => {
    expect(findUnit("Móng Cái")).toBeUndefined();
    expect(findUnit("Hoàn Kiếm")).toBeUndefined();
    expect(findUnit(" - ")).toBeUndefined();
  });
});
