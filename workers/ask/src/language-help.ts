import type { Message } from "@ven/contracts/ask";
import { withDeadline } from "@ven/kit";

import type { Assistant } from "./assistant/assistant";
import { lexiconFor } from "./find";
import { readConcepts, readState } from "./search-repository";
import { type Concept, conceptsIn, type Lexicon, type Named } from "./search/lexicon";

/** A word of the question in the reader's language, and how the asker would say it. */
export interface Gloss {
  id: string;
  kind: Named["kind"];
  /** In the language of the desk. */
  here: string;
  /** In the language of the question. */
  there: string;
}

/** The lexicon as this isolate read it last; a hundred threads of a morning need it once. */
let known: { version: number; terms: ReadonlyMap<string, Concept["terms"]>; lexicon: Lexicon } | undefined;

/**
 * What a text names, in the reader's language and in the asker's, from the lexicon: help that needs no machine. Empty
 * where both speak the same, or the lexicon has no word of it.
 */
export async function glossesFor(search: D1Database, text: string, { from, to }: { from: string; to: string }) {
  if (from === to) return [];
  const { lexicon: version } = await readState(search);
  if (known?.version !== version) {
    const concepts = (await readConcepts(search, version)) ?? [];
    const terms = new Map(concepts.map((concept) => [concept.id, concept.terms]));
    known = { version, terms, lexicon: await lexiconFor(search, version) };
  }
  const { terms: termsOf, lexicon } = known;
  return conceptsIn(text, lexicon, from).flatMap(({ id, kind }): Gloss[] => {
    const terms = termsOf.get(id) ?? {};
    const here = terms[to]?.[0] ?? terms["vi"]?.[0];
    const there = terms[from]?.[0] ?? terms["en"]?.[0];
    return here !== undefined && there !== undefined && here !== there ? [{ id, kind, here, there }] : [];
  });
}

/** Nobody at the desk waits longer for a machine, ms. */
const patience = 2_000;
const most = 3;

/**
 * What the asker said last, in the reader's language, by sequence number. For people who read beside it what was written;
 * nothing where there is no machine, or it is slow.
 */
export async function translationsOf(
  assistant: Pick<Assistant, "translate"> | undefined,
  messages: readonly Pick<Message, "seq" | "author" | "text">[],
  { from, to }: { from: string; to: string },
): Promise<Map<number, string>> {
  if (!assistant || from === to) return new Map();
  const said = messages.filter(({ author }) => author === "asker").slice(-most);
  const found = await Promise.all(
    said.map(async ({ seq, text }) => {
      const translated = await withDeadline(assistant.translate(text, from, to), patience).catch(() => undefined);
      return translated === undefined ? [] : [[seq, translated] as const];
    }),
  );
  return new Map(found.flat());
}
