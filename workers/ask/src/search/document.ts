import type { Lexicon } from "./lexicon";
import { conceptsIn, conceptToken } from "./lexicon";
import { sentencesOf } from "./sentences";
import { type Column, type Tokens, tokensOf } from "./tokens";

/** What of an entry is searched. */
export interface Searchable {
  lang: string;
  title: string;
  questions: readonly string[];
  answer: string;
}

/** A document as the index takes it: the columns of the full text, and its sentences for the second look. */
export interface Indexed {
  columns: Record<"l" | Column, string>;
  sentences: string;
  concepts: string[];
}

/** Joined neighbours help where syllables are written apart, and only there. */
export const hasPairs = (lang: string) => lang === "vi";

/** Markdown without its signs: what is left are words. */
const plain = (markdown: string) => markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`#>|]+/g, " ");

/** Cuts an entry into title, questions and sentences, and these into tokens. */
export function indexed({ lang, title, questions, answer }: Searchable, lexicon: Lexicon): Indexed {
  const texts = [title, ...questions, ...sentencesOf(plain(answer))].filter((text) => text.trim() !== "");
  const all = texts.map((text) => tokensOf(text, { pairs: hasPairs(lang) }));
  const concepts = texts.map((text) => conceptsIn(text, lexicon, lang).map(({ id }) => conceptToken(id)));
  const column = (name: keyof Tokens) => all.map((tokens) => tokens[name].join(" ")).join(" ");
  return {
    columns: { l: lang, a: column("a"), f: column("f"), b: column("b"), c: concepts.flat().join(" ") },
    sentences: all
      .map(({ a, f, b }, at) => [a, f, b, concepts[at] ?? []].map((tokens) => tokens.join(" ")).join("\t"))
      .join("\n"),
    concepts: [...new Set(concepts.flat())],
  };
}
