import type { NewEntry } from "@ven/contracts/ask";

import { decide } from "../../workers/ask/src/band";
import { calibrate } from "../../workers/ask/src/calibrate";
import { findTopics, forgetIndex } from "../../workers/ask/src/find";
import { liveEntryOf, rowOf, topicOf } from "../../workers/ask/src/import-entries";
import { publishEntries } from "../../workers/ask/src/publish";
import { emptySlot, lexiconRow, swapTo, writeLexicon } from "../../workers/ask/src/search-repository";
import { type Concept } from "../../workers/ask/src/search/lexicon";

interface Env {
  SEARCH: D1Database;
}
type Asked =
  | { do: "load"; entries: NewEntry[]; concepts: Concept[]; fresh: boolean; last: boolean }
  | { do: "ask"; questions: { q: string; session: string }[] };

let version = 0;

/** The service's own search in workerd, without HTTP routes: what the evaluation measures. */
export default {
  async fetch(request: Request, { SEARCH: search }: Env) {
    const asked: Asked = await request.json();
    if (asked.do === "load") {
      if (asked.fresh) {
        version++;
        await search.batch([
          emptySlot(search, "a"),
          writeLexicon(search, version, lexiconRow(asked.concepts)),
          swapTo(search, "a", { now: 0, lexicon: version }),
        ]);
        forgetIndex();
      }
      const organisation = { organisation: "x", today: "" };
      const entries = asked.entries.map((entry) => liveEntryOf(topicOf(entry, organisation), rowOf(entry, "live"), 0));
      await publishEntries(search, entries);
      return Response.json(asked.last ? await calibrate(search, "a", 1) : {});
    }
    const answers = [];
    for (const { q, session } of asked.questions) {
      const found = await findTopics(search, { text: q, session, now: 1 });
      answers.push({
        lang: found.lang,
        band: decide(found).band,
        topics: found.ranked.slice(0, 10).map(({ topic }) => topic),
        rows: found.rowsRead,
      });
    }
    return Response.json(answers);
  },
};
