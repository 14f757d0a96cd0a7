const digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"] as const;

const unitAfterTens = (tens: number, unit: number): string => {
  if (unit === 1 && tens > 1) return "mốt";
  if (unit === 4 && tens > 1) return "tư";
  if (unit === 5) return "lăm";
  return digits[unit]!;
};

/** 0..99; with `after` a hundred word, so that 5 is "linh năm". */
const belowHundred = (n: number, after: boolean): string[] => {
  const tens = Math.floor(n / 10);
  const unit = n % 10;
  if (tens === 0) return after ? (unit === 0 ? [] : ["linh", digits[unit]!]) : [digits[unit]!];
  const words = tens === 1 ? ["mười"] : [digits[tens]!, "mươi"];
  return unit === 0 ? words : [...words, unitAfterTens(tens, unit)];
};

/** 0..999; `full` speaks the hundreds even when they are zero ("không trăm mười lăm"). */
const belowThousand = (n: number, full: boolean): string[] => {
  const hundreds = Math.floor(n / 100);
  const rest = n % 100;
  if (hundreds === 0 && !full) return belowHundred(rest, false);
  return [digits[hundreds]!, "trăm", ...belowHundred(rest, true)];
};

/** Vietnamese words of an integer from 0 to 999,999: 1015 → một nghìn không trăm mười lăm. */
export const numberWords = (n: number): string[] => {
  if (!Number.isInteger(n) || n < 0 || n > 999_999) throw new RangeError(`no words for ${n}`);
  const thousands = Math.floor(n / 1000);
  const rest = n % 1000;
  if (thousands === 0) return belowThousand(rest, false);
  return [...belowThousand(thousands, false), "nghìn", ...(rest === 0 ? [] : belowThousand(rest, true))];
};

/** One clip of an announcement: a phrase or the chime, a letter of a prefix, a word of a number, or other text. */
export type SpeechPart =
  | { kind: "chime" }
  | { kind: "phrase"; text: "mời số" | "đến" }
  | { kind: "letter"; text: string }
  | { kind: "word"; text: string }
  | { kind: "text"; text: string };

/** A label letter by letter and digit by digit, as it stands on the slip: A047 → A, không, bốn, bảy. */
export const labelParts = (label: string): SpeechPart[] =>
  Array.from(label.toUpperCase())
    .filter((char) => /[\p{L}\d]/u.test(char))
    .map((char) => (/\d/.test(char) ? { kind: "word", text: digits[Number(char)]! } : { kind: "letter", text: char }));

/** A place with its numbers in words: "phòng 105" → phòng, một trăm linh năm; a leading zero is spelt out. */
export const placeParts = (place: string): SpeechPart[] =>
  (place.toLowerCase().match(/\d+|[^\d\s]+(?:\s+[^\d\s]+)*/g) ?? []).flatMap((piece): SpeechPart[] => {
    if (!/^\d/.test(piece)) return [{ kind: "text", text: piece }];
    const spelt = piece.length > 6 || (piece.length > 1 && piece.startsWith("0"));
    const words = spelt ? Array.from(piece, (digit) => digits[Number(digit)]!) : numberWords(Number(piece));
    return words.map((text) => ({ kind: "word", text }));
  });

/** Chime, "mời số", the label, "đến", the place: one announcement, in the order it is played. */
export const announcement = (label: string, place: string): SpeechPart[] => [
  { kind: "chime" },
  { kind: "phrase", text: "mời số" },
  ...labelParts(label),
  { kind: "phrase", text: "đến" },
  ...placeParts(place),
];

/** The announcement as a sentence, for a screen reader or a browser's own voice. */
export const announcementText = (label: string, place: string): string => {
  const words = announcement(label, place).flatMap((part) => (part.kind === "chime" ? [] : [part.text]));
  const sentence = words.join(" ");
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
};
