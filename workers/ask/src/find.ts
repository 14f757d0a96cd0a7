import {
  type Found,
  type Hit,
  type IndexState,
  lookUp,
  readConcepts,
  readLexicon,
  type Slot,
} from "./search-repository";
import { hasPairs } from "./search/document";
import { languageOfText } from "./search/language";
import { conceptsIn, conceptToken, type Lexicon, lexiconOf, type Named } from "./search/lexicon";
import { type Query, queryOf } from "./search/query";
import { idf, rankOf, sentencesFrom, wantedOf } from "./search/rerank";

/** Where this isolate last saw the index, and the words of its lexicon: the same for all requests. */
let known: { slot: Slot; version: number; lexicon: Lexicon } | undefined;

/** As a fresh isolate would be. For tests. */
export function forgetIndex() {
  known = undefined;
}

const noLexicon = lexiconOf([]);

export async function lexiconFor(db: D1Database, version: number): Promise<Lexicon> {
  if (known?.version === version) return known.lexicon;
  if (version === 0) return noLexicon;
  // One that an older release has set is not compiled yet: until the index is built anew, that is done here.
  return (await readLexicon(db, version)) ?? lexiconOf((await readConcepts(db, version)) ?? []);
}

/** A topic that may answer, by its best entry. */
export interface Ranked {
  hit: Hit;
  topic: string;
  score: number;
  confidence: number;
  /** Which sentence answers; 0 is the title. */
  sentence: number;
}

export interface FoundTopics {
  /** The question's own language, which need not be ours. */
  lang: string;
  ranked: Ranked[];
  state: IndexState;
  /** What the question is about, and where. */
  named: Named[];
  /** It asks for a place that is not ours. */
  outside: boolean;
  rowsRead: number;
  trips: number;
}

export interface Asking {
  text: string;
  /** The language of the person's pages. */
  session: string;
  /** The city that is asked: its own topics come first among equals. */
  area?: string;
  /** Where the person stands: an id of the lexicon or a name, as the hotspot's code has it. */
  place?: string | undefined;
  now: number;
  /** A topic that must not answer: for calibration. */
  without?: string;
}

/** Longest question that is looked at, in characters; the rest is a story. */
const longest = 600;
/** Share of the weaker score that counts where a topic is found in the question's language and in another one. */
const agreement = 0.3;
const ownArea = 0.06;
/** For a topic of the place where somebody stands, unless they name another one themselves. */
const ownPlace = 0.15;

/** Finds the topics that answer a question best: one trip to the index, two in a fresh isolate. */
export async function findTopics(db: D1Database, asking: Asking): Promise<FoundTopics> {
  const text = asking.text.slice(0, longest);
  const lang = languageOfText(text, asking.session);
  let trips = 0;
  let rowsRead = 0;
  for (;;) {
    const slot = known?.slot ?? "a";
    const lexicon = known?.lexicon ?? noLexicon;
    const named = conceptsIn(text, lexicon, lang);
    const query = queryOf(
      text,
      named.filter(({ kind }) => kind !== "outside").map(({ id }) => id),
    );
    const found = await lookUp(db, slot, query, { lang, now: asking.now });
    trips++;
    rowsRead += found.rowsRead;
    const { state } = found;
    // The index has moved, or this isolate has not read its words yet: once more with what is true now.
    if (state.live !== slot || state.lexicon !== (known?.version ?? 0)) {
      known = { slot: state.live, version: state.lexicon, lexicon: await lexiconFor(db, state.lexicon) };
      trips++;
      continue;
    }
    const idfs = raritiesOf(query, found, lang);
    const here = named.some(({ kind }) => kind === "place") ? [] : placesIn(asking.place, lexicon);
    const hits = found.hits.filter(({ topic }) => topic !== asking.without);
    const wanted = wantedOf(query);
    const documents = hits.map(({ sentences }) => sentencesFrom(sentences, wanted));
    const meanLength = documents.reduce((all, { length }) => all + length, 0) / (documents.length || 1);
    const top = hits[0]?.bm25 ?? 0;
    const ranked = new Map<string, Ranked>();
    const elsewhere = new Map<string, Ranked>();
    for (const [at, hit] of hits.entries()) {
      const document = documents[at];
      if (!document) continue;
      const foreign = hit.lang !== lang;
      const rank = rankOf(query, { idfs, frequencies: found.frequencies }, document, {
        bm25: hit.bm25,
        top,
        meanLength,
        pairs: hasPairs(hit.lang),
        foreign,
      });
      const isHere = here.some((place) => hit.concepts.split(" ").includes(place));
      const score =
        rank.score + (hit.area !== null && hit.area === asking.area ? ownArea : 0) + (isHere ? ownPlace : 0);
      const side = foreign ? elsewhere : ranked;
      const before = side.get(hit.topic);
      if (before && before.score >= score) continue;
      side.set(hit.topic, { hit, topic: hit.topic, score, confidence: rank.confidence, sentence: rank.best });
    }
    for (const [topic, other] of elsewhere) {
      const own = ranked.get(topic);
      if (!own) ranked.set(topic, other);
      else {
        const [weaker, stronger] = own.score < other.score ? [own, other] : [other, own];
        const score = stronger.score + agreement * weaker.score;
        ranked.set(topic, { ...own, score, confidence: stronger.confidence });
      }
    }
    return {
      lang,
      ranked: [...ranked.values()].toSorted((x, y) => y.score - x.score),
      state,
      named,
      outside: isOutside(named),
      rowsRead,
      trips,
    };
  }
}

/** Where a hotspot is, in the words of the index. */
function placesIn(place: string | undefined, lexicon: Lexicon) {
  if (place === undefined) return [];
  const known = lexicon.named.find(({ id, kind }) => kind === "place" && id === place);
  const named = known ? [known] : conceptsIn(place, lexicon, "vi").filter(({ kind }) => kind === "place");
  return named.map(({ id }) => conceptToken(id));
}

/** How far ahead of the second topic the first one can be, and still mean more. */
const widestLead = 1;

/** How sure the first topic is: how much of the question it has, and how far it is ahead of the second. */
export function certaintyOf([best, second]: readonly Ranked[]) {
  if (!best) return 0;
  return best.confidence + Math.min(widestLead, best.score - (second?.score ?? 0)) / 2;
}

/** A word is as rare as it is among the texts of its language; a meaning, among all. */
function raritiesOf({ features }: Query, { state, ofLanguage, frequencies }: Found, lang: string) {
  const rarities = features.map(({ column }, at) =>
    idf(column === "c" ? state.documents : ofLanguage || state.documents, frequencies[at] ?? 0),
  );
  // `ban` is a rare spelling and a frequent word: in Vietnamese typed without accents the folded form says how rare.
  if (lang === "vi") {
    const folded = new Map(
      features.flatMap(({ column, unit }, at) => (column === "f" ? [[unit, rarities[at] ?? 0]] : [])),
    );
    for (const [at, { bare, unit }] of features.entries())
      if (bare) rarities[at] = folded.get(unit) ?? rarities[at] ?? 0;
  }
  return rarities;
}

/** It names a place outside and none of ours; where people only come from counts less when they ask about transport. */
function isOutside(named: readonly Named[]) {
  const outside = named.filter(({ kind }) => kind === "outside");
  if (outside.length === 0 || named.some(({ kind }) => kind === "place")) return false;
  return outside.some(({ gateway }) => !gateway) || !named.some(({ id }) => transport.has(id));
}
const transport = new Set(
  "bus taxi train airport transfer distance duration road motorbike car-rental ferry seaplane".split(" "),
);
