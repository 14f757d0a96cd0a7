import { audit, Problem } from "@ven/kit";

import { putConcepts } from "./knowledge-repository";
import { renewIndex } from "./renew-index";
import { fitsRow, lexiconRow, readState, writeLexicon } from "./search-repository";
import type { Concept } from "./search/lexicon";

/** Takes a new lexicon into use: kept in `city`, copied for the index, and everything is indexed with it before it counts. */
export async function setLexicon(
  { db, search, now, actor }: { db: D1Database; search: D1Database; now: number; actor: string },
  concepts: readonly Concept[],
) {
  const row = lexiconRow(concepts);
  if (!fitsRow(row))
    throw new Problem("too-large", "a lexicon of about fifty thousand terms is the largest that a row takes");
  const { lexicon } = await readState(search);
  const version = lexicon + 1;
  await db.batch([
    putConcepts(db, concepts),
    audit(db, "ask", { at: now, actor, action: "lexicon", object: `version ${version}` }),
  ]);
  await writeLexicon(search, version, row).run();
  const { entries } = await renewIndex({ db, search, now }, version);
  return { concepts: concepts.length, entries };
}
