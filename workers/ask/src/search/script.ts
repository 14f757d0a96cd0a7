/** Writing systems that are cut into words differently. `word` is every other alphabet that separates words. */
export type Script = "latin" | "cyrillic" | "cjk" | "hangul" | "sea" | "word" | "number";

export interface Run {
  script: Script;
  text: string;
}

const kinds: [Script, RegExp][] = [
  ["number", /\p{N}/u],
  ["latin", /\p{Script=Latin}/u],
  ["cyrillic", /\p{Script=Cyrillic}/u],
  // The prolonged sound mark and the iteration marks belong to no script of their own.
  ["cjk", /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆]/u],
  ["hangul", /\p{Script=Hangul}/u],
  ["sea", /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u],
  ["word", /\p{L}/u],
];
const mark = /\p{M}/u;
const seen = new Map<number, Script | "mark" | "gap">();

function kindOf(char: string): Script | "mark" | "gap" {
  const point = char.codePointAt(0) ?? 0;
  let kind = seen.get(point);
  if (kind === undefined) {
    kind = kinds.find(([, shape]) => shape.test(char))?.[0] ?? (mark.test(char) ? "mark" : "gap");
    if (seen.size < 20_000) seen.set(point, kind);
  }
  return kind;
}

/**
 * Compatibility forms become one (full-width letters, half-width kana), capitals small. Thai's sara am, which that
 * would take apart, is put together again, because the word finder knows it whole.
 */
export const normalise = (text: string) =>
  text.normalize("NFKC").toLowerCase().replaceAll("\u0E4D\u0E32", "\u0E33").replaceAll("\u0ECD\u0EB2", "\u0EB3");

/** Cuts normalised text into stretches of one script: `"vé 2人"` is latin, number, cjk. Marks stay with their letter. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let open: Run | undefined;
  for (const char of text) {
    const kind = kindOf(char);
    if (kind === "gap") open = undefined;
    else if (kind === "mark") {
      if (open) open.text += char;
    } else if (open?.script === kind) open.text += char;
    else runs.push((open = { script: kind, text: char }));
  }
  return runs;
}
