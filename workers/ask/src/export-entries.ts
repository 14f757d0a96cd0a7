import type { NewEntry } from "@ven/contracts/ask";

import type { LiveEntry } from "./knowledge-repository";

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Entries in the form in which they are brought in: what goes out can come in again. */
export const topicsOf = (entries: readonly LiveEntry[]): NewEntry[] =>
  entries.map(
    ({
      id,
      topic,
      lang,
      title,
      questions,
      answer,
      area,
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
  "place",
  "owner",
  "phone",
  "sources",
] as const;

/** A spreadsheet must not take a text for a formula (CWE-1236). */
function cell(value: string) {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** With a byte order mark, without which spreadsheets break Vietnamese. */
export function csvOf(entries: readonly LiveEntry[]) {
  const rows = entries.map((entry) =>
    columns.map((name) => {
      if (name === "questions") return cell(entry.questions.join("\n"));
      if (name === "sources") return cell(entry.sources.map(({ title, date }) => `${title} (${date})`).join("\n"));
      return cell(entry[name] ?? "");
    }),
  );
  return `\uFEFF${[columns.map(cell), ...rows].map((row) => row.join(",")).join("\r\n")}\r\n`;
}
