import type { BulkImport, EntryState, NewEntry } from "@ven/contracts/ask";
import { audit, Problem } from "@ven/kit";

import { calibrate } from "./calibrate";
import { chunksOf } from "./chunks";
import type { EntryText } from "./entry-repository";
import {
  type EntryRow,
  expireOthers,
  type LiveEntry,
  putKnowledge,
  type TopicRow,
  topicsOfOthers,
} from "./knowledge-repository";
import { lettersOf, publishEntries, rebuildIndex } from "./publish";
import { readState } from "./search-repository";

export interface Importing {
  db: D1Database;
  search: D1Database;
  now: number;
  actor: string;
  /** Where new topics belong, and all whose topics may be changed. */
  organisation: string;
  organisations: readonly string[];
  /** Local date of today, for entries that bring no source. */
  today: string;
  requestId?: string;
}

/** In one statement: D1 takes values of 2 MB, and a letter has up to three bytes. */
const perStatement = { count: 200, size: 400_000, sizeOf: lettersOf };
/** A change of this many entries moves the thresholds. */
const worthCalibrating = 20;

const instant = (date: string | null | undefined) => (date ? Date.parse(date) : null);

/** What an entry says of its topic. `source` is what is cited where the entry brings no source of its own. */
export function topicOf(
  entry: NewEntry,
  { organisation, today }: Pick<Importing, "organisation" | "today">,
  source?: string,
): TopicRow {
  return {
    id: entry.topic,
    organisation,
    area: entry.area ?? null,
    category: entry.category ?? "other",
    place: entry.place ?? null,
    owner: entry.owner ?? source ?? organisation,
    phone: entry.phone ?? null,
    map: entry.map ?? null,
    confirm: entry.confirm ?? false,
    validFrom: instant(entry.validFrom) ?? 0,
    validUntil: instant(entry.validUntil),
    sources: entry.sources?.length ? entry.sources : source === undefined ? [] : [{ title: source, date: today }],
  };
}

export const idOf = ({ id, topic, lang }: NewEntry) => id ?? `${topic}#${lang}`;

/** What an entry says, whichever name it has for it. */
export const textOf = ({ title, questions, answer, body, machine }: NewEntry): EntryText => ({
  title: title ?? "",
  questions: questions ?? [],
  answer: answer ?? body ?? "",
  machine: machine ?? false,
});

interface Writing {
  topics: ReadonlyMap<string, TopicRow>;
  rows: readonly EntryRow[];
  now: number;
  actor: string;
  /** Says in the audit what was done. */
  done: D1PreparedStatement;
}

export const rowOf = (entry: NewEntry, state: EntryState): EntryRow => ({
  id: idOf(entry),
  topic: entry.topic,
  lang: entry.lang,
  state,
  ...textOf(entry),
});

/** An entry with its topic, as the index takes it. */
export const liveEntryOf = (topic: TopicRow, row: EntryRow, now: number): LiveEntry => ({
  ...topic,
  ...row,
  changedAt: now,
  version: 1,
});

/** Writes entries with what is known of their topics, in batches that are none too large; `done` goes with the last. */
export async function writeEntries(db: D1Database, { topics, rows, done, ...change }: Writing) {
  const batches: D1PreparedStatement[][] = [];
  for (const part of chunksOf(rows, perStatement)) {
    const mentioned = new Set(part.map(({ topic }) => topic));
    batches.push(
      putKnowledge(
        db,
        [...topics.values()].filter(({ id }) => mentioned.has(id)),
        part,
        change,
      ),
    );
  }
  batches.at(-1)?.push(done);
  for (const batch of batches) await db.batch(batch);
}

/**
 * Brings entries in, new or changed, and makes the live ones findable before it returns. An entry is live unless it says
 * otherwise; where it brings no source, the import itself is named as one, with its date.
 */
export async function importEntries(importing: Importing, { entries, source, replace }: BulkImport) {
  const { db, search, now, actor, organisations, requestId } = importing;
  const cited = source ?? `Import ${importing.today}`;
  // What the first of a topic says counts, unless only a later one brings its source.
  const first = new Map<string, NewEntry>();
  for (const entry of entries) {
    const known = first.get(entry.topic);
    if (!known || (!known.sources?.length && entry.sources?.length)) first.set(entry.topic, entry);
  }
  const topics = new Map([...first].map(([id, entry]) => [id, topicOf(entry, importing, cited)]));
  const foreign = await topicsOfOthers(db, [...topics.keys()], organisations);
  if (foreign.length > 0)
    throw new Problem("conflict", `${foreign.slice(0, 5).join(", ")}: belongs to another organisation`);
  const rows = [
    ...new Map(entries.map((entry) => rowOf(entry, entry.state ?? "live")).map((row) => [row.id, row])).values(),
  ];
  if (replace) await expireOthers(db, organisations, { now, actor }).run();
  const done = audit(db, "ask", {
    at: now,
    actor,
    action: "import",
    object: `${rows.length} entries`,
    organisation: importing.organisation,
    ...(requestId && { requestId }),
  });
  await writeEntries(db, { topics, rows, now, actor, done });
  const live: LiveEntry[] = rows.flatMap((row) => {
    const topic = topics.get(row.topic);
    return topic ? [liveEntryOf(topic, row, now)] : [];
  });
  const searchable = replace
    ? (await rebuildIndex({ db, search, now: now + 1 })).entries
    : await publishEntries(search, live);
  if (rows.length >= worthCalibrating || replace) await calibrate(search, (await readState(search)).live, now);
  return { topics: topics.size, entries: rows.length, searchable };
}
