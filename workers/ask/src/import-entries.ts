import type { BulkImport, NewEntry, Source } from "@ven/contracts/ask";
import { audit, Problem } from "@ven/kit";

import { calibrate } from "./calibrate";
import {
  type EntryRow,
  expireOthers,
  type LiveEntry,
  putKnowledge,
  type TopicRow,
  topicsOfOthers,
} from "./knowledge-repository";
import { publishEntries, rebuildIndex } from "./publish";
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

/** Rows in one statement: D1 takes values of 2 MB. */
const chunk = 200;
/** A change of this many entries moves the thresholds. */
const worthCalibrating = 20;

const instant = (date: string | null | undefined, otherwise: number | null) => {
  if (date === undefined || date === null || date === "") return otherwise;
  const at = Date.parse(date);
  if (Number.isNaN(at)) throw new Problem("validation-failed", `${date} is no date`);
  return at;
};

function topicOf(entry: NewEntry, { organisation, today }: Importing, source: string | undefined): TopicRow {
  const cited: Source[] = entry.sources?.length
    ? entry.sources
    : source === undefined && entry.owner === undefined
      ? []
      : [{ title: source ?? entry.owner ?? "", date: today }];
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
    validFrom: instant(entry.validFrom, 0) ?? 0,
    validUntil: instant(entry.validUntil, null),
    sources: cited,
  };
}

const entryOf = (entry: NewEntry, state: EntryRow["state"]): EntryRow => ({
  id: entry.id ?? `${entry.topic}#${entry.lang}`,
  topic: entry.topic,
  lang: entry.lang,
  state,
  title: entry.title ?? "",
  questions: entry.questions ?? [],
  answer: entry.answer ?? entry.body ?? "",
  machine: entry.machine ?? false,
});

/**
 * Brings entries in, new or changed, and makes the live ones findable before it returns. An entry is live unless it says
 * otherwise; where it brings no source, the import itself is named as one, with its date.
 */
export async function importEntries(importing: Importing, { entries, source, replace }: BulkImport) {
  const { db, search, now, actor, organisations, requestId } = importing;
  const cited = source ?? `Import ${importing.today}`;
  const topics = new Map<string, TopicRow>();
  for (const entry of entries) {
    const known = topics.get(entry.topic);
    if (!known || (known.sources.length === 0 && entry.sources?.length))
      topics.set(entry.topic, topicOf(entry, importing, cited));
  }
  const foreign = await topicsOfOthers(db, [...topics.keys()], organisations);
  if (foreign.length > 0)
    throw new Problem("conflict", `${foreign.slice(0, 5).join(", ")}: belongs to another organisation`);
  const rows = [
    ...new Map(entries.map((entry) => entryOf(entry, entry.state ?? "live")).map((row) => [row.id, row])).values(),
  ];
  if (replace) await expireOthers(db, organisations, { now, actor }).run();
  for (let at = 0; at < rows.length; at += chunk) {
    const part = rows.slice(at, at + chunk);
    const mentioned = new Set(part.map(({ topic }) => topic));
    const last = at + chunk >= rows.length;
    await db.batch([
      ...putKnowledge(
        db,
        [...topics.values()].filter(({ id }) => mentioned.has(id)),
        part,
        { now, actor },
      ),
      ...(last
        ? [
            audit(db, "ask", {
              at: now,
              actor,
              action: "import",
              object: `${rows.length} entries`,
              organisation: importing.organisation,
              ...(requestId && { requestId }),
            }),
          ]
        : []),
    ]);
  }
  const live: LiveEntry[] = rows.flatMap((row) => {
    const topic = topics.get(row.topic);
    return topic ? [{ ...topic, ...row, changedAt: now, version: 1 }] : [];
  });
  const searchable = replace
    ? (await rebuildIndex({ db, search, now: now + 1 })).entries
    : await publishEntries(search, live);
  if (rows.length >= worthCalibrating || replace) await calibrate(search, (await readState(search)).live, now);
  return { topics: topics.size, entries: rows.length, searchable };
}
