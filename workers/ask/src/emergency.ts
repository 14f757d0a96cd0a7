import { composed, type Finder, finderOf, isDistant } from "./emergency/compose";
import { bare, joined, simplify, spellings, vietnameseWords, words } from "./emergency/fold";
import { en, fr, ja, ko, vi, zh } from "./emergency/languages";
import type { Card, EmergencyLang, Phrases } from "./emergency/phrases";

export type { Card, EmergencyLang };

export interface Emergency {
  card: Card;
  /** Free from any telephone in Viet Nam: Law on Telecommunications 24/2023/QH15. */
  number: (typeof numbers)[Card];
  /** The language the cry was understood in. */
  lang: EmergencyLang;
}

export const numbers = { police: "113", fire: "114", ambulance: "115", rescue: "112" } as const;

/** Who comes first when a sentence says several things: what spreads, then who is under water, then who is hurt. */
const order = ["fire", "rescue", "ambulance", "police"] as const;

interface Matcher {
  harmless: RegExp;
  cards: Record<Card, RegExp>;
  alone: RegExp;
  meanings: Finder;
}

const never = "(?!)";
const escapes = /\\[a-zA-Z]|=?\p{L}+/gu;

function latin(pattern: string): string {
  return pattern.replace(/(?<=[\p{L}\p{N}])\*/gu, "\\S*").replace(/\.\.(?= )/g, "(?: \\S+){0,4}");
}

function vietnamese(pattern: string): string {
  return latin(
    pattern.replace(escapes, (word) => {
      if (word.startsWith("\\")) return word;
      const wanted = word.startsWith("=") ? [spellings(word.slice(1))[0] ?? ""] : spellings(word);
      return wanted.length > 1 ? `(?:${wanted.join("|")})` : (wanted[0] ?? "");
    }),
  );
}

function spaced(phrases: Phrases, compile: (pattern: string) => string): Matcher {
  const any = (patterns: string[], flags: string) =>
    new RegExp(`(?<= )(?:${patterns.map(compile).join("|") || never})(?= )`, flags);
  return {
    harmless: any(phrases.harmless, "gu"),
    cards: {
      fire: any(phrases.cards.fire, "u"),
      rescue: any(phrases.cards.rescue, "u"),
      ambulance: any(phrases.cards.ambulance, "u"),
      police: any(phrases.cards.police, "u"),
    },
    alone: new RegExp(`^ (?:${phrases.alone.map(compile).join("|")}) $`, "u"),
    meanings: finderOf(phrases.meanings, (words) => `(?<= )(?:${compile(words)})(?= )`),
  };
}

function unspaced(phrases: Phrases): Matcher {
  const any = (patterns: string[], flags: string) => new RegExp(patterns.join("|"), flags);
  return {
    harmless: any(phrases.harmless, "gu"),
    cards: {
      fire: any(phrases.cards.fire, "u"),
      rescue: any(phrases.cards.rescue, "u"),
      ambulance: any(phrases.cards.ambulance, "u"),
      police: any(phrases.cards.police, "u"),
    },
    alone: new RegExp(`^(?:${phrases.alone.join("|")})$`, "u"),
    meanings: finderOf(phrases.meanings, (words) => words),
  };
}

const make: Record<EmergencyLang, () => Matcher> = {
  vi: () => spaced(vi, vietnamese),
  en: () => spaced(en, latin),
  fr: () => spaced(fr, latin),
  zh: () => unspaced(zh),
  ko: () => unspaced(ko),
  ja: () => unspaced(ja),
};
const made: Partial<Record<EmergencyLang, Matcher>> = {};
const matcher = (lang: EmergencyLang) => (made[lang] ??= make[lang]());

/** Words that a hurried thumb misspells and that nothing harmless is one letter away from. */
const precious =
  "ambulance emergency unconscious drowning drowned drown breathing breathe suicide bleeding overdose accident seizure allergic anaphylactic explosion kidnapped poisoned capsized collapsed stranded jellyfish overboard assaulted robbed robbery burglar police urgence secours pompiers incendie inconscient inconsciente cardiaque respirer respire noyade etouffe".split(
    " ",
  );
const known = new Set([...precious, "respirez", "respires", "poisson", "pompier"]);

/** One letter missing, added, wrong or swapped with its neighbour. */
function oneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const restA = a.slice(start);
  const restB = b.slice(start);
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}

const spelled = (word: string) =>
  word.length < 6 || known.has(word) ? word : (precious.find((right) => oneOff(word, right)) ?? word);

/** The card of a text in one language; null where that language hears a calm question, so that no other need listen. */
function find(lang: EmergencyLang, texts: string[]): Card | null | undefined {
  const { harmless, cards, alone, meanings } = matcher(lang);
  for (const text of texts) {
    if (isDistant(lang, text, meanings)) return null;
    const left = text.replace(harmless, "_");
    const card = order.find((name) => cards[name].test(left));
    if (card) return card;
    if (alone.test(text)) return cry(text);
    const meant = composed(lang, left, meanings);
    if (meant) return meant;
  }
  return undefined;
}

/** Whom a bare cry calls: the service it names, else the police, who send the others. */
function cry(text: string): Card {
  const said = bare(text);
  if (/fire|feu|pompier|chay|hoa hoan|cuu hoa|火|불|119/u.test(said)) return "fire";
  if (/ambulance|doctor|medecin|urgence|emergency|cap cuu|thuong|救护|醫|医|急|구급|응급|긴급|救急/u.test(said))
    return "ambulance";
  if (/rescue|secours|cuu ho|cuu nan|구조|save/u.test(said)) return "rescue";
  return "police";
}

const calls: Record<string, Card> = { "112": "rescue", "113": "police", "114": "fire", "115": "ambulance" };
const french =
  /(?<= )(?:le|la|les|un|une|est|je|j|nous|mon|ma|il|elle|dans|sur|au|aux|du|des|pas|on|en|y|qui|c|d|l|qu|ce|se|son|sa)(?= )/g;
const english = /(?<= )(?:the|a|is|i|we|my|he|she|in|on|to|and|of|has|have|there|it|not|are|was|someone|at)(?= )/g;
const vietnameseLetters = /[ăâđêôơư]|[\u0300\u0301\u0309\u0303\u0323].*[\u0300\u0301\u0309\u0303\u0323]/u;

/** Longer texts are letters, not cries; what matters stands in the beginning. */
const longest = 2000;

/**
 * Whether somebody needs help right now, and whose. Looks at nothing but the text, so it works when all else is away.
 * Case, accents, punctuation and words around do not change the result.
 */
export function emergencyOf(text: string): Emergency | undefined {
  const lower = text.slice(0, longest).normalize("NFKC").toLowerCase().normalize("NFC");
  const answer = (card: Card, lang: EmergencyLang): Emergency => ({ card, number: numbers[card], lang });

  const compact = joined(lower);
  if (/\p{Script=Hangul}/u.test(lower)) {
    const card = find("ko", [compact]);
    if (card) return answer(card, "ko");
  }
  if (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(lower)) {
    const kana = /\p{Script=Hiragana}|\p{Script=Katakana}/u.test(lower);
    // A few characters alone may be Japanese too: `強盗`.
    for (const lang of kana ? (["ja"] as const) : compact.length > 6 ? (["zh"] as const) : (["zh", "ja"] as const)) {
      const card = find(lang, [lang === "zh" ? simplify(compact) : compact]);
      if (card) return answer(card, lang);
    }
  }
  if (!/\p{Script=Latin}/u.test(lower)) {
    const number = calls[lower.replace(/\D+/g, " ").trim()];
    return number ? answer(number, "vi") : undefined;
  }

  const folded = words(bare(lower));
  const corrected = ` ${folded.trim().split(" ").map(spelled).join(" ")} `;
  const count = (markers: RegExp) => folded.match(markers)?.length ?? 0;
  const european: EmergencyLang[] = count(french) > count(english) ? ["fr", "en"] : ["en", "fr"];
  // In a Vietnamese sentence `gắng` is no gang: there the others count only if their own words are about.
  const langs: EmergencyLang[] = vietnameseLetters.test(lower.normalize("NFC").concat(lower.normalize("NFD")))
    ? ["vi", ...european.filter((lang) => lang === "fr" || count(english) > 0)]
    : [...european, "vi"];
  for (const lang of langs) {
    const card = find(lang, lang === "vi" ? vietnameseWords(lower) : [corrected]);
    if (card) return answer(card, lang);
    if (card === null && lang === european[0]) break;
  }
  const called =
    /(?<= )(?:call|calling|dial|goi|bam|appeler|appelez|composer|phone) (?:so |the |le |number )?(11[2345])(?= )/.exec(
      folded,
    );
  const card = called?.[1] ? calls[called[1]] : undefined;
  return card ? answer(card, langs[0] ?? "vi") : undefined;
}
