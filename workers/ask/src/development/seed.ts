import type { NewEntry } from "@ven/contracts/ask";
import { clock, localDate } from "@ven/kit";

import gazetteer from "../../data/gazetteer.json";
import lexicon from "../../data/lexicon.json";
import canned from "../../sample/canned.json";
import type { Env } from "../env";
import { importEntries } from "../import-entries";
import { cityOf } from "../routes/router";
import type { Concept } from "../search/lexicon";
import { setLexicon } from "../set-lexicon";
import { addDesk, hasTopic } from "./sample-repository";
import { topics } from "./topics";

const organisation = "qn-dulich";
const actor = "sample";

/** A topic as the sample files write it, and as the import takes it: one entry a language. */
export interface SampleTopic extends Omit<NewEntry, "topic" | "lang" | "title" | "questions" | "answer" | "id"> {
  id: string;
  entries: Record<string, { title: string; questions: string[]; answer: string }>;
}

const entriesOf = ({ id, entries, ...about }: SampleTopic): NewEntry[] =>
  Object.entries(entries).map(([lang, texts]) => ({ ...about, topic: id, lang, ...texts }));

/** What the service ships; `outside` are all places of the gazetteer. */
export const concepts: Concept[] = [
  ...lexicon.map((one) => ({ ...one, kind: one.kind === "place" ? ("place" as const) : ("concept" as const) })),
  ...gazetteer.map((one) => ({ ...one, kind: "outside" as const })),
];

/** Lays down the desk, the lexicon and the sample topics; a base that has them already keeps what became of them. */
export async function seed(env: Env) {
  const { DB: db, SEARCH: search } = env;
  const now = clock.now();
  const { timezone } = cityOf(env);
  await addDesk(db, { organisation, timezone, opens: 7 * 60, closes: 21 * 60, answersWithin: 15 }, canned);
  // Where questions about health are handed on to.
  await addDesk(db, { organisation: "qn-so-y-te", timezone, opens: 8 * 60, closes: 17 * 60, answersWithin: 60 }, []);
  const [first] = topics;
  if (!first || (await hasTopic(db, first.id))) return { topics: 0 };
  await setLexicon({ db, search, now, actor }, concepts);
  const entries = topics.flatMap(entriesOf);
  const today = localDate(now, timezone);
  const laid = await importEntries(
    { db, search, now, actor, organisation, organisations: [organisation], today },
    { entries },
  );
  return { topics: laid.topics };
}
