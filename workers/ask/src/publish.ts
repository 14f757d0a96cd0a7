import { chunksOf } from "./chunks";
import { lexiconFor } from "./find";
import type { LiveEntry } from "./knowledge-repository";
import { entriesChangedSince, liveEntries } from "./knowledge-repository";
import {
  emptySlot,
  type NewDocument,
  putDocuments,
  readState,
  removeEntries,
  type Slot,
  swapTo,
} from "./search-repository";
import { indexed } from "./search/document";
import type { Lexicon } from "./search/lexicon";
import { sentencesOf } from "./search/sentences";

/** What the index keeps of an entry beside its words: all that an answer shows, so that a question needs one trip. */
export interface Card {
  text: string;
  questions: string[];
  sources: LiveEntry["sources"];
  place: string | null;
  phone: string | null;
  map: LiveEntry["map"];
  confirm: boolean;
  machine: boolean;
  owner: string;
  validUntil: number | null;
  /** Its title is its own, so that it shows how questions look here. */
  titled: boolean;
}

/** Later than anything that is valid for ever. */
const forEver = 9_000_000_000_000_000;
const most = 100;
/** In one statement: the index keeps each letter some four times, D1 takes values of 2 MB. */
const perStatement = { count: most, size: 150_000, sizeOf: lettersOf };

/** How long an entry is. */
export function lettersOf({ title, questions, answer }: Pick<LiveEntry, "title" | "questions" | "answer">) {
  return questions.reduce((sum, { length }) => sum + length, title.length + answer.length);
}

export function documentOf(entry: LiveEntry, lexicon: Lexicon): NewDocument {
  const { id, topic, lang, area, questions, answer, place, phone, map, confirm, machine, owner, sources } = entry;
  const found = indexed({ lang, title: entry.title, questions, answer }, lexicon);
  const card: Card = {
    text: answer,
    questions,
    sources,
    place,
    phone,
    map,
    confirm,
    machine,
    owner,
    validUntil: entry.validUntil,
    titled: entry.title !== "",
  };
  return {
    entry: id,
    topic,
    lang,
    area,
    title: entry.title || (questions[0] ?? sentencesOf(answer)[0] ?? topic).slice(0, 120),
    validFrom: entry.validFrom,
    validUntil: entry.validUntil ?? forEver,
    sentences: found.sentences,
    concepts: found.concepts.join(" "),
    card: JSON.stringify(card),
    columns: found.columns,
  };
}

/** Makes entries findable at once, or takes those away that are no longer live. Small batches, each whole or not at all. */
export async function publishEntries(
  search: D1Database,
  entries: readonly LiveEntry[],
  into?: { slot: Slot; lexicon: Lexicon },
) {
  const state = into ? undefined : await readState(search);
  const slot = into?.slot ?? state?.live ?? "a";
  const lexicon = into?.lexicon ?? (await lexiconFor(search, state?.lexicon ?? 0));
  const live = entries.filter(({ state: is }) => is === "live");
  const gone = entries.filter(({ state: is }) => is !== "live");
  if (gone.length > 0)
    await removeEntries(
      search,
      slot,
      gone.map(({ id }) => id),
    ).run();
  for (const part of chunksOf(live, perStatement))
    await search.batch(
      putDocuments(
        search,
        slot,
        part.map((entry) => documentOf(entry, lexicon)),
      ),
    );
  return live.length;
}

/**
 * Builds the index anew in the slot that nobody searches, catches up with what changed meanwhile, and swaps: until then
 * everybody finds what was there before. `lexicon` is the version of the words to build with.
 */
export async function rebuildIndex(
  { db, search, now }: { db: D1Database; search: D1Database; now: number },
  version?: number,
) {
  const state = await readState(search);
  const slot: Slot = state.live === "a" ? "b" : "a";
  const words = version ?? state.lexicon;
  const lexicon = await lexiconFor(search, words);
  await emptySlot(search, slot).run();
  let count = 0;
  for (let after = ""; ;) {
    const entries = await liveEntries(db, after, most);
    const last = entries.at(-1);
    if (!last) break;
    count += await publishEntries(search, entries, { slot, lexicon });
    after = last.id;
  }
  await publishEntries(search, await entriesChangedSince(db, now), { slot, lexicon });
  await swapTo(search, slot, { now, lexicon: words }).run();
  return { entries: count, slot };
}
