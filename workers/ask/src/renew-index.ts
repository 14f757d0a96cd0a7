import { calibrate } from "./calibrate";
import { rebuildIndex } from "./publish";
import { lexiconRow, readConcepts, readState, writeLexicon } from "./search-repository";
import { wordsVersion } from "./search/tokens";

interface Bases {
  db: D1Database;
  search: D1Database;
  now: number;
}

/** Builds the index anew, with the lexicon's `version` if it is another than today's, and sets its thresholds. */
export async function renewIndex(bases: Bases, version?: number) {
  const built = await rebuildIndex(bases, version);
  await calibrate(bases.search, built.slot, bases.now);
  return built;
}

/** The same, if this release makes words otherwise than the one that built the index. */
export async function renewOldIndex(bases: Bases): Promise<Record<string, number>> {
  const { words, lexicon } = await readState(bases.search);
  if (words === wordsVersion) return { renewed: 0 };
  const concepts = await readConcepts(bases.search, lexicon);
  if (concepts) await writeLexicon(bases.search, lexicon, lexiconRow(concepts)).run();
  const { entries } = await renewIndex(bases);
  return { renewed: entries };
}
