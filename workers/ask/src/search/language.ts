import { fold } from "./fold";
import { normalise, runsOf } from "./script";

// Words that a sentence of the language hardly does without, folded. Those of two languages are left out of both.
const common: Record<"vi" | "en" | "fr", ReadonlySet<string>> = {
  vi: words(
    "bao nhieu la co khong cua va cho o duoc nhu nao the gi toi ban minh mot cac nhung voi tu den trong nay khi dau gio phai di tai sao ai bang ve muon can mua ngay nguoi hay neu thi ma da se dang cung roi xin vao ra len xuong gia tien day kia may lam an choi xem tim hoi dat ngu mat gan xa lau nhat truoc sau ngoai tren duoi con nhung nguon goc nam nguoi ten viec",
  ),
  en: words(
    "the is are was were what where when how who which why much many do does did can could i my we you your of for from with there this that have has it its in on at to and or by be get any need not will would should about near open close first after before into as an a if find take lost help best go buy some all their they his her",
  ),
  fr: words(
    "le la les un une des du de est sont ou quand comment quel quelle quels quelles qui que quoi pourquoi combien peut on je nous vous mon ma mes il elle avec pour dans sur au aux ce cette et pas ne y d l qu j n s c avoir etre fait faire faut puis trouver aller prendre coute heure pres",
  ),
};
function words(text: string) {
  return new Set(text.split(" "));
}

/** Whether a folded word is so common in one of the languages that it names nothing by itself: `the` is no `thé`. */
export const isCommon = (bare: string) => common.vi.has(bare) || common.en.has(bare) || common.fr.has(bare);

/** A Vietnamese syllable without its accents: first sound, vowels, last sound. */
const syllable =
  /^(?:ngh|ng|nh|th|tr|ch|gh|gi|kh|ph|qu|[bcdghklmnpqrstvx])?(?:uyeu|uye|uya|oai|oao|oay|oeo|uay|uoi|uou|ieu|yeu|uyu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|[aeiouy])(?:ch|ng|nh|[cmnpt])?$/;
/** Whether a word without accents can be one of Vietnamese: `bay`, `roi`, `in`. */
export const isSyllable = (bare: string) => syllable.test(bare);
/** Letters that only Vietnamese has: of the alphabets here. */
const vietnamese = /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]/u;
const french = /[çœëïûîÿ]|[a-zà-ÿ](?:è|ê)[a-z]*(?:s|e|re|me)\b|\b(?:[ldjnsmc]|qu)['’]/u;

/** The language of a question; `session` decides what is too short to tell. Other languages than ours are told apart by script only. */
export function languageOfText(text: string, session: string): string {
  const plain = normalise(text);
  const count = { latin: 0, cyrillic: 0, cjk: 0, hangul: 0, sea: 0, word: 0, number: 0 };
  const latin: string[] = [];
  for (const { script, text: run } of runsOf(plain)) {
    count[script] += run.length;
    if (script === "latin") latin.push(run);
  }
  if (count.hangul > 0 && count.hangul >= count.cjk) return "ko";
  // A few foreign names in Latin letters do not make a Chinese sentence English.
  if (count.cjk > 0 && count.cjk * 3 >= count.latin) {
    if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(plain)) return "ja";
    return session === "ja" ? "ja" : "zh";
  }
  if (count.sea > 0 && count.sea * 2 >= count.latin) return /\p{Script=Thai}/u.test(plain) ? "th" : "und";
  if (count.cyrillic > count.latin) return "ru";
  if (count.word > count.latin) return "und";
  return languageOfLatin(plain, latin, session);
}

function languageOfLatin(plain: string, latin: readonly string[], session: string): string {
  const known = session === "en" || session === "fr" || session === "vi";
  if (latin.length === 0) return session;
  const score = { vi: 0, en: 0, fr: 0 };
  if (french.test(plain)) score.fr += 2;
  for (const word of latin) {
    if (vietnamese.test(word)) score.vi += 2;
    const bare = fold(word);
    for (const lang of ["vi", "en", "fr"] as const) if (common[lang].has(bare)) score[lang] += 1;
    if (/[éèàùâêîôûç]/u.test(word) && !vietnamese.test(word)) score.fr += 0.4;
    if (bare.length > 1 && syllable.test(bare)) score.vi += 0.35;
    else if (bare.length > 3) {
      score.vi -= 0.35;
      score.en += 0.1;
    }
  }
  const ranked = (["vi", "en", "fr"] as const).toSorted((x, y) => score[y] - score[x]);
  const [first, second] = ranked;
  if (first === undefined || second === undefined) return session;
  // One or two words that say nothing clearly: the session's language decides.
  if (known && score[first] - score[session] < (latin.length <= 2 ? 0.9 : 0.25)) return session;
  return score[first] <= 0 ? (known ? session : "en") : first;
}
