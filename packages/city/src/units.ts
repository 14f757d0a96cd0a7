import data from "../data/quangninh-hue-units.json";

/** Code of a province in the national list (Decision 19/2025/QĐ-TTg): 22 is Quảng Ninh, 46 is Huế. */
export type ProvinceCode = "22" | "46";
export type UnitKind = "phuong" | "xa" | "dac-khu";

/** A unit under the province: a ward (phường), a commune (xã) or a special zone (đặc khu). */
export type Unit = {
  /** Five digits of the national list. */
  code: string;
  province: ProvinceCode;
  kind: UnitKind;
  /** "Bãi Cháy" */
  name: string;
  /** "Phường Bãi Cháy" */
  fullName: string;
  /** "Bai Chay Ward", without marks. */
  englishName: string;
  /** "bai-chay", unique in its province. */
  slug: string;
};

const kinds: readonly [prefix: string, kind: UnitKind, english: string][] = [
  ["Phường ", "phuong", "Ward"],
  ["Xã ", "xa", "Commune"],
  ["Đặc khu ", "dac-khu", "Special Zone"],
];

function unitOf(province: ProvinceCode, [code = "", fullName = "", , slug = ""]: readonly string[]): Unit {
  const found = kinds.find(([prefix]) => fullName.startsWith(prefix));
  if (!found) throw new Error(`unit ${code} is neither phường, xã nor đặc khu`);
  const [prefix, kind, english] = found;
  const name = fullName.slice(prefix.length);
  return {
    code,
    province,
    kind,
    name,
    fullName,
    englishName: `${unaccented(name)} ${english}`,
    slug: slug.replaceAll("_", "-"),
  };
}

// Read on first use: a worker that never asks pays nothing at start-up.
const cache = new Map<ProvinceCode, readonly Unit[]>();

/** The units of a province in the order of the national list. */
export function units(province: ProvinceCode): readonly Unit[] {
  const known = cache.get(province);
  if (known) return known;
  const rows = data.find((each) => each.code === province)?.units ?? [];
  const list = rows.map((row) => unitOf(province, row));
  cache.set(province, list);
  return list;
}

/** Text without Vietnamese marks: "Bãi Cháy" → "Bai Chay". */
export const unaccented = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");

const searchable = (text: string): string =>
  unaccented(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

const withoutKind = (text: string): string => text.replace(/^(phuong|xa|dac khu|p|x|dk) /, "");

/**
 * The one unit that a text means, however it is typed: "bai chay", "P. Bãi Cháy", "06673". A beginning is enough when
 * no other unit begins so. Undefined when nothing or more than one unit fits.
 */
export function findUnit(text: string, province?: ProvinceCode): Unit | undefined {
  const wanted = searchable(text);
  if (wanted === "") return undefined;
  const all = province ? units(province) : [...units("22"), ...units("46")];
  const full = all.filter((unit) => unit.code === wanted || searchable(unit.fullName) === wanted);
  if (full.length > 0) return only(full);
  const name = withoutKind(wanted);
  const exact = all.filter((unit) => searchable(unit.name) === name);
  if (exact.length > 0) return only(exact);
  return only(all.filter((unit) => searchable(unit.name).startsWith(name)));
}

const only = (found: readonly Unit[]): Unit | undefined => (found.length === 1 ? found[0] : undefined);
