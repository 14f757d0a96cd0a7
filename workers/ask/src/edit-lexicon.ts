import { Problem } from "@ven/kit";

import { sampleEntries } from "./entry-repository";
import { effectOf, type Sample } from "./lexicon-effect";
import { readConcepts, readState } from "./search-repository";
import type { Concept } from "./search/lexicon";
import { setLexicon } from "./set-lexicon";
import type { Working } from "./work-thread";

export interface LexiconView {
  version: number;
  concepts: Concept[];
}

/** The lexicon that is in use. */
export async function lexiconInUse(search: D1Database): Promise<LexiconView> {
  const { lexicon: version } = await readState(search);
  return { version, concepts: (await readConcepts(search, version)) ?? [] };
}

/** The lexicon with one concept new or changed; without any terms it is taken away. */
export function withConcept(concepts: readonly Concept[], changed: Concept): Concept[] {
  const isEmpty = Object.values(changed.terms).every((terms) => terms.length === 0);
  const at = concepts.findIndex(({ id }) => id === changed.id);
  if (isEmpty) return concepts.filter(({ id }) => id !== changed.id);
  return at < 0 ? [...concepts, changed] : concepts.with(at, changed);
}

/** What a change would gain and lose, on the live entries. */
export async function tryConcept(db: D1Database, { concepts }: LexiconView, changed: Concept) {
  const samples: Sample[] = await sampleEntries(db, 2_000);
  return effectOf(samples, concepts, withConcept(concepts, changed));
}

/** Takes a changed concept into use, if the lexicon is still the one that was seen. */
export async function saveConcept(by: Working & { search: D1Database }, seen: number, changed: Concept) {
  const { version, concepts } = await lexiconInUse(by.search);
  if (version !== seen) throw new Problem("stale-version");
  return setLexicon(by, withConcept(concepts, changed));
}
