/** Scripts that a text of the language may be written in; Latin is everywhere, for names. */
const scripts: Record<string, RegExp> = {
  vi: /[^\p{Script=Latin}\p{Script=Inherited}\p{Script=Common}]/u,
  en: /[^\p{Script=Latin}\p{Script=Inherited}\p{Script=Common}]/u,
  fr: /[^\p{Script=Latin}\p{Script=Inherited}\p{Script=Common}]/u,
  zh: /[^\p{Script=Latin}\p{Script=Inherited}\p{Script=Common}\p{Script=Han}]/u,
  ko: /[^\p{Script=Latin}\p{Script=Inherited}\p{Script=Common}\p{Script=Hangul}\p{Script=Han}]/u,
  ja: /[^\p{Script=Latin}\p{Script=Inherited}\p{Script=Common}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
};
const own: Record<string, RegExp> = {
  zh: /\p{Script=Han}/u,
  ko: /\p{Script=Hangul}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
};

/** Words that change what is said: a sentence may have them only where the source has them too. */
const turns =
  /(?<!\p{L})(?:not|no|never|free|gratuit|gratuite|không|khong|chưa|miễn phí|mien phi|pas|jamais|aucun)(?!\p{L})|[不没無免]|ない|無料|않|없|무료/giu;
const numbersIn = (text: string) => (text.match(/\d+(?:[.,:]\d+)*/g) ?? []).map((one) => one.replaceAll(/[.,]/g, ""));
const namesIn = (text: string) => text.match(/(?<![\p{L}])\p{Lu}[\p{L}\p{M}]+/gu) ?? [];
const fold = (text: string) => text.normalize("NFC").toLowerCase();

/**
 * Whether a machine's sentence says only what its source says: not longer, in the language's script, with no number, no
 * name and no "not" or "free" of its own, no link and no mark-up.
 */
export function isFaithful(said: string, { source, lang }: { source: string; lang: string }) {
  if (said.length > source.length || said.length > 600) return false;
  if (/[<>[\]{}`|]|https?:|www\.|\/\//i.test(said)) return false;
  if (scripts[lang]?.test(said) || (own[lang] && !own[lang].test(said))) return false;
  if (!(lang in scripts)) return false;
  const whole = fold(source);
  const numbers = new Set(numbersIn(source));
  if (!numbersIn(said).every((one) => numbers.has(one))) return false;
  const turned = new Set((source.match(turns) ?? []).map(fold));
  if (!(said.match(turns) ?? []).every((one) => turned.has(fold(one)))) return false;
  if (!namesIn(said).every((name) => whole.includes(fold(name)))) return false;
  // Most of its words are the source's own, so it is of the source's language: a rephrasing, not a story.
  const words = [...new Intl.Segmenter(lang, { granularity: "word" }).segment(fold(said))].filter(
    ({ isWordLike }) => isWordLike,
  );
  const known = words.filter(({ segment }) => whole.includes(segment)).length;
  return words.length > 0 && known >= words.length * 0.7;
}
