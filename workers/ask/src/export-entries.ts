import type { NewEntry } from "@ven/contracts/ask";
import { keysOf, writeCsv } from "@ven/kit/csv";

import type { WrittenEntry } from "./knowledge-repository";

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Entries in the form in which they are brought in: what goes out can come in again. */
export const topicsOf = (entries: readonly WrittenEntry[]): NewEntry[] =>
  entries.map(
    ({ organisation: _organisation, version: _version, changedAt: _changedAt, writtenBy: _writtenBy, ...entry }) => ({
      ...entry,
      validFrom: day(entry.validFrom),
      validUntil: entry.validUntil === null ? null : day(entry.validUntil),
    }),
  );

/** Columns of the table, and what else they are called where it is read again. */
export const namesOfColumns = {
  topic: [],
  lang: [],
  state: [],
  title: [],
  questions: [],
  answer: ["body"],
  category: [],
  area: [],
  place: [],
  owner: [],
  phone: [],
  confirm: [],
  machine: [],
  validFrom: [],
  validUntil: [],
  sources: [],
} satisfies Record<string, readonly string[]>;

const columns = keysOf(namesOfColumns);

/** The same as a table, one row for each language of a topic. */
export const csvOf = (entries: readonly WrittenEntry[]) =>
  writeCsv([
    columns,
    ...entries.map((entry) =>
      columns.map((name) => {
        if (name === "questions") return entry.questions.join("\n");
        if (name === "sources")
          return entry.sources.map(({ title, url, date }) => [title, date, url].filter(Boolean).join(" | ")).join("\n");
        if (name === "validFrom") return day(entry.validFrom);
        if (name === "validUntil") return entry.validUntil === null ? "" : day(entry.validUntil);
        return entry[name];
      }),
    ),
  ]);
