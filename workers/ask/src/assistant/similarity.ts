/** How alike two equal texts must come out: a model that does not know the same text again is broken. */
const same = 0.999;
/** Less spread than this between the nearest and the farthest says nothing about either. */
const leastSpread = 0.005;

/**
 * The order of texts by their likeness to the question, from a model's vectors of `[question, question, ...texts]`.
 * Undefined for anything that is not that: wrong shape, no numbers, two answers to the same text, or all alike.
 */
export function orderOf(given: unknown, count: number): number[] | undefined {
  const vectors = vectorsIn(given);
  if (vectors?.length !== count + 2) return undefined;
  const [question, again, ...texts] = vectors;
  if (!question || !again || cosine(question, again) < same) return undefined;
  const likeness = texts.map((vector) => cosine(question, vector));
  if (Math.max(...likeness) - Math.min(...likeness) < leastSpread) return undefined;
  return likeness
    .map((value, at) => ({ value, at }))
    .toSorted((x, y) => y.value - x.value)
    .map(({ at }) => at);
}

function vectorsIn(given: unknown): number[][] | undefined {
  if (typeof given !== "object" || given === null || !("data" in given) || !Array.isArray(given.data)) return undefined;
  const rows: unknown[] = given.data;
  const vectors = rows.filter(isVector);
  const size = vectors[0]?.length;
  return vectors.length === rows.length && vectors.every((vector) => vector.length === size) ? vectors : undefined;
}

const isVector = (row: unknown): row is number[] =>
  Array.isArray(row) &&
  row.length >= 8 &&
  row.every((value) => typeof value === "number" && Number.isFinite(value)) &&
  row.some((value) => value !== 0);

function cosine(x: readonly number[], y: readonly number[]) {
  let both = 0;
  let xx = 0;
  let yy = 0;
  for (const [at, a] of x.entries()) {
    const b = y[at] ?? 0;
    both += a * b;
    xx += a * a;
    yy += b * b;
  }
  return both / Math.sqrt(xx * yy);
}

/** As in Cormack, Clarke and Büttcher, 2009. */
const k = 60;

/** Two rankings as one, by reciprocal ranks. `order` holds places of `first`; what it leaves out counts as last. */
export function fuse<Item>(first: readonly Item[], order: readonly number[]): Item[] {
  const second = new Map(order.map((at, place) => [at, place]));
  const score = (at: number) => 1 / (k + at + 1) + 1 / (k + (second.get(at) ?? first.length) + 1);
  return first
    .map((item, at) => ({ item, at, score: score(at) }))
    .toSorted((x, y) => y.score - x.score || x.at - y.at)
    .map(({ item }) => item);
}
