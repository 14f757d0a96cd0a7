import { FileRefused } from "./file-refused";

/** Largest text file that is read, bytes. 551 rooms weigh 60 KB, a school's timetable 300 KB. */
export const maxTextBytes = 4 * 1024 * 1024;

/**
 * The text of a file: UTF-8 with or without a byte order mark, composed (NFC). Every other encoding is refused by name:
 * guessing would write wrong names into the register. Throws `FileRefused` `encoding`, `empty` or `too-large`.
 */
export function textOf(bytes: Uint8Array, limit = maxTextBytes): string {
  if (bytes.length > limit) throw new FileRefused("too-large", { limit });
  if (bytes.length === 0) throw new FileRefused("empty");
  const wide = wideEncoding(bytes);
  if (wide) throw new FileRefused("encoding", { encoding: wide });
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new FileRefused("encoding", { encoding: legacyEncoding(bytes) });
  }
  if (text.trim() === "") throw new FileRefused("empty");
  if (looksLikeTcvn3(text)) throw new FileRefused("encoding", { encoding: "TCVN3 (ABC)" });
  return text.normalize("NFC");
}

function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return "UTF-16 LE";
  if (a === 0xfe && b === 0xff) return "UTF-16 BE";
  // Without a mark: half of the bytes of western text in UTF-16 are zero, and no other text has any.
  const at = bytes.subarray(0, 4096).indexOf(0);
  if (at < 0) return undefined;
  return at % 2 === 1 ? "UTF-16 LE" : "UTF-16 BE";
}

// Windows-1258 writes a tone as a byte of its own after the vowel.
const tones1258 = new Set([0xcc, 0xd2, 0xde, 0xec, 0xf2]);
const vowels1258 = new Set(
  "aeiouyAEIOUY"
    .split("")
    .map((char) => char.charCodeAt(0))
    .concat(0xe2, 0xe3, 0xea, 0xf4, 0xf5, 0xfd),
);
// TCVN 5712 (VN3) has its letters ă â ê ô ơ ư đ where Latin-1 has signs, and whole vowels with tones above them.
const isTcvn3 = (byte: number) => (byte >= 0xa1 && byte <= 0xae) || (byte >= 0xb5 && byte <= 0xbe);

function legacyEncoding(bytes: Uint8Array): string {
  let windows = 0;
  let tcvn = 0;
  for (let i = 1; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (tones1258.has(byte) && vowels1258.has(bytes[i - 1]!)) windows++;
    if (isTcvn3(byte)) tcvn++;
  }
  if (tcvn > windows) return "TCVN3 (ABC)";
  if (windows > 0) return "Windows-1258";
  return "Windows-1252 / VNI";
}

/**
 * Old fonts (.VnTime) show TCVN3 bytes as Vietnamese; saved as UTF-8 they stay signs between letters: "Tr­êng" is not
 * "Trường". Real Vietnamese has letters of the block "Latin Extended Additional" instead.
 */
function looksLikeTcvn3(text: string): boolean {
  const sample = text.slice(0, 100_000);
  const signs = sample.match(
    /\p{L}[\u00a8-\u00ae\u00b5-\u00b9\u00bb-\u00be]|[\u00a8-\u00ae\u00b5-\u00b9\u00bb-\u00be]\p{L}/gu,
  );
  return (signs?.length ?? 0) > 2 && !/[\u1ea0-\u1ef9\u01a1\u01b0]/.test(sample);
}

/** A text to compare by: composed, one space, small letters; accents count: "Hà" is not "Hạ". */
export const sameKey = (text: string) => text.normalize("NFC").trim().replaceAll(/\s+/g, " ").toLowerCase();

/** A text to search by: no accents, đ as d, only letters and digits, one space: "Phòng Tin-học Đ1" → "phong tin hoc d1". */
export const fold = (text: string) =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("đ", "d")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** The words of a folded text, each once. */
export const tokensOf = (text: string): string[] => [...new Set(fold(text).split(" ").filter(Boolean))];

/**
 * Whether every word of a query begins a word of the text, accents or not; a query written with accents must also match
 * them. `matches("Phòng máy 2", "may phong")`, not `matches("Phòng mây", "máy")`.
 */
export function matches(text: string, query: string): boolean {
  const words = fold(text).split(" ");
  if (!tokensOf(query).every((token) => words.some((word) => word.startsWith(token)))) return false;
  const accented = sameKey(query)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== fold(word));
  const exact = sameKey(text).split(/[^\p{L}\p{M}\p{N}]+/u);
  return accented.every((word) => exact.some((each) => each.startsWith(word)));
}

const collator = new Intl.Collator("vi", { numeric: true, sensitivity: "variant" });
/** Compares as a Vietnamese dictionary does, numbers by their value: "Phòng 2" before "Phòng 10", "d" before "đ". */
export const byVietnamese = (a: string, b: string) => collator.compare(a, b);
