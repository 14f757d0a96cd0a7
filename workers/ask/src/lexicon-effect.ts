import { type Concept, conceptsIn, type Lexicon, lexiconOf } from "./search/lexicon";

/** An entry as the test reads it. */
export interface Sample {
  topic: string;
  lang: string;
  title: string;
  questions: readonly string[];
  answer: string;
}

/** A question whose topic is found by its meaning with one lexicon and not with the other. */
export interface Turned {
  question: string;
  lang: string;
  topic: string;
  title: string;
}

export interface Effect {
  asked: number;
  /** Questions whose own topic is among the first five, by meaning alone. */
  before: number;
  after: number;
  gains: Turned[];
  losses: Turned[];
}

const among = 5;

/**
 * What a change of the lexicon gains and loses: every question of every language is looked up among the entries of the
 * base's first language by nothing but the concepts that both name. That is what the lexicon is for; the words themselves
 * do the rest.
 */
export function effectOf(
  samples: readonly Sample[],
  before: readonly Concept[],
  after: readonly Concept[],
  base = "vi",
): Effect {
  const targets = samples.filter(({ lang }) => lang === base);
  const titles = new Map(targets.map(({ topic, title }) => [topic, title]));
  const asked = samples
    .filter(({ lang, topic }) => lang !== base && titles.has(topic))
    .flatMap(({ topic, lang, title, questions }) =>
      [title, ...questions].filter(Boolean).map((question) => ({ topic, lang, question })),
    );
  const [old, now] = [before, after].map((concepts) => finder(targets, lexiconOf(concepts)));
  const effect: Effect = { asked: asked.length, before: 0, after: 0, gains: [], losses: [] };
  for (const { topic, lang, question } of asked) {
    const was = old?.(question, topic, lang) ?? false;
    const is = now?.(question, topic, lang) ?? false;
    if (was) effect.before++;
    if (is) effect.after++;
    if (was !== is) (is ? effect.gains : effect.losses).push({ question, lang, topic, title: titles.get(topic) ?? "" });
  }
  return effect;
}

/** Whether a question's own topic is among the first, by the concepts that it shares with each. */
function finder(targets: readonly Sample[], lexicon: Lexicon) {
  const named = targets.map(({ topic, lang, title, questions, answer }) => ({
    topic,
    ids: new Set(conceptsIn([title, ...questions, answer].join(". "), lexicon, lang).map(({ id }) => id)),
  }));
  const frequency = new Map<string, number>();
  for (const { ids } of named) for (const id of ids) frequency.set(id, (frequency.get(id) ?? 0) + 1);
  return (question: string, topic: string, lang: string) => {
    const wanted = conceptsIn(question, lexicon, lang).map(({ id }) => id);
    if (wanted.length === 0) return false;
    const score = (ids: ReadonlySet<string>) =>
      wanted.reduce((sum, id) => sum + (ids.has(id) ? Math.log(1 + named.length / (frequency.get(id) ?? 1)) : 0), 0) /
      (1 + ids.size / 20);
    const own = named.find((one) => one.topic === topic);
    const reached = own ? score(own.ids) : 0;
    return reached > 0 && named.filter(({ ids }) => score(ids) >= reached).length <= among;
  };
}
