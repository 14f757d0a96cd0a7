import { NewEntry } from "@ven/contracts/ask";
import { audit, Problem } from "@ven/kit";
import { readCsv, recordsOf } from "@ven/kit/csv";
import { FileRefused } from "@ven/kit/file-refused";
import { textOf as textOfBytes } from "@ven/kit/text";

import { difference, type Piece } from "./difference";
import { saveText } from "./edit-entry";
import { entriesIn, type GivenEntry } from "./entries-in";
import { type EntryText, revisionOf } from "./entry-repository";
import { namesOfColumns } from "./export-entries";
import { idOf, rowOf, textOf, topicOf, writeEntries } from "./import-entries";
import { allEntries, topicsOfOthers, type WrittenEntry } from "./knowledge-repository";
import type { Working } from "./work-thread";

export interface Read {
  entries: NewEntry[];
  /** Lines, or places in the list, that could not be read. */
  faults: { line: number; detail: string }[];
}

const limits = { rows: 5_000, cell: 20_000 };

/** Entries of a file as it is exported, CSV or JSON, or with one entry a line (JSON Lines). Throws `validation-failed` for one that is neither. */
export function readFile(bytes: Uint8Array): Read {
  try {
    const text = textOfBytes(bytes, 8 * 1024 * 1024);
    return /^\s*[[{]/.test(text) ? checked(entriesIn(text)) : checked(rowsIn(bytes));
  } catch (err) {
    if (err instanceof FileRefused)
      throw new Problem("validation-failed", `${err.code} ${Object.values(err.facts).join(" ")}`);
    throw err;
  }
}

function rowsIn(bytes: Uint8Array): GivenEntry[] {
  return recordsOf(readCsv(bytes, limits), namesOfColumns, ["topic", "lang", "title", "answer"]).map(
    ({ line, values }) => ({
      line,
      entry: {
        topic: values.topic,
        lang: values.lang,
        title: values.title,
        answer: values.answer,
        questions: values.questions.split("\n").filter(Boolean),
        ...Object.fromEntries(
          (["category", "area", "place", "owner", "phone", "validFrom", "validUntil"] as const).flatMap((name) =>
            values[name] === "" ? [] : [[name, values[name]]],
          ),
        ),
        machine: values.machine === "true",
        confirm: values.confirm === "true",
        sources: values.sources
          .split("\n")
          .filter(Boolean)
          .map((source) => {
            const [title = "", date = "", url] = source.split(" | ");
            return { title, date, ...(url !== undefined && { url }) };
          }),
      },
    }),
  );
}

function checked(given: readonly GivenEntry[]): Read {
  const read: Read = { entries: [], faults: [] };
  for (const { line, entry } of given) {
    const found = NewEntry.safeParse(entry);
    if (found.success) read.entries.push(found.data);
    else read.faults.push({ line, detail: found.error.issues.map(({ path }) => path.join(".")).join(", ") });
  }
  return read;
}

const wordsOf = ({ title, questions, answer }: EntryText) => [title, ...questions, answer].join("\n");

export interface Plan {
  news: NewEntry[];
  changes: { entry: NewEntry; pieces: Piece[] }[];
  same: number;
  faults: Read["faults"];
}

/** What a file would change; nothing is written. What belongs to somebody else is a fault. */
export async function planImport(
  db: D1Database,
  organisations: readonly string[],
  { entries, faults }: Read,
): Promise<Plan> {
  const foreign = new Set(
    await topicsOfOthers(
      db,
      entries.map(({ topic }) => topic),
      organisations,
    ),
  );
  const known = new Map((await allEntries(db, organisations)).map((entry) => [entry.id, entry]));
  const plan: Plan = { news: [], changes: [], same: 0, faults: [...faults] };
  for (const [at, entry] of entries.entries()) {
    const before = known.get(idOf(entry));
    if (foreign.has(entry.topic)) plan.faults.push({ line: at + 1, detail: entry.topic });
    else if (!before) plan.news.push(entry);
    else if (wordsOf(before) === wordsOf(textOf(entry))) plan.same++;
    else plan.changes.push({ entry, pieces: difference(wordsOf(before), wordsOf(textOf(entry))) });
  }
  return plan;
}

/** Brings a plan's entries in: new ones as drafts, others as changes that wait for somebody else. Gives how many. */
export async function bringIn(
  by: Working,
  { organisation, organisations, today }: { organisation: string; organisations: readonly string[]; today: string },
  read: Read,
) {
  const { db, now, actor } = by;
  const { news, changes } = await planImport(db, organisations, read);
  const known = new Map((await allEntries(db, organisations)).map((entry) => [entry.id, entry]));
  const topics = new Set([...known.values()].map(({ topic }) => topic));
  const fresh = new Map(news.filter(({ topic }) => !topics.has(topic)).map((entry) => [entry.topic, entry]));
  const facts = new Map(
    [...fresh].map(([id, entry]) => [id, topicOf({ validFrom: today, ...entry }, { organisation, today })]),
  );
  await writeEntries(db, {
    topics: facts,
    rows: news.map((entry) => rowOf(entry, "draft")),
    now,
    actor,
    done: audit(db, "ask", { at: now, actor, action: "import.drafts", object: `${news.length} entries`, organisation }),
  });
  for (const { entry } of changes) {
    const before: WrittenEntry | undefined = known.get(idOf(entry));
    if (!before) continue;
    const revision = (await revisionOf(db, before.id))?.version ?? 0;
    await saveText(by, before, { version: before.version, revision }, textOf(entry));
  }
  return news.length + changes.length;
}
