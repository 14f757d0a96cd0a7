import type { NewEntry } from "@ven/contracts/ask";
import { writeCsv } from "@ven/kit/csv";

import type { WrittenEntry } from "./knowledge-repository";

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Entries in the form in which they are brought in: what goes out can come in again. */
export const topicsOf = (entries: readonly WrittenEntry[]): NewEntry[] =>
  entries.map(
    ({
      id,
      topic,
      lang,
      title,
      questions,
      answer,
      area,
      category,
      place,
      owner,
      phone,
      map,
      confirm,
      machine,
      validFrom,
      validUntil,
      sources,
      state,
    }) => ({
      id,
      topic,
      lang,
      title,
      questions,
      answer,
      area,
      category,
      place,
      owner,
      phone,
      map,
      confirm,
      machine,
      validFrom: day(validFrom),
      validUntil: validUntil === null ? null : day(validUntil),
      sources,
      state,
    }),
  );

const columns = [
  "topic",
  "lang",
  "state",
  "title",
  "questions",
  "answer",
  "category",
  "area",
  "place",
  "owner",
  "phone",
  "confirm",
  "machine",
  "validFrom",
  "validUntil",
  "sources",
] as const;
type Column = (typeof columns)[number];

/** Columns of the table, as they are read again; they have no other names. */
export const namesOfColumns: Record<Column, readonly string[]> = {
  topic: [],
  lang: [],
  state: [],
  title: [],
  questions: [],
  answer: [],
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
};

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
