import { calibrate } from "./calibrate";
import { rebuildIndex } from "./publish";
import { readState } from "./search-repository";
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
  if ((await readState(bases.search)).words === wordsVersion) return { renewed: 0 };
  const { entries } = await renewIndex(bases);
  return { renewed: entries };
}
