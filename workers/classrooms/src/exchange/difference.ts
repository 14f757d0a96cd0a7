/** What a list of records would change in what is there. */
export interface Difference<Item> {
  added: Item[];
  changed: { before: Item; after: Item; fields: (keyof Item & string)[] }[];
  same: number;
  /** There already and not in the file. Never deleted: a manager decides what becomes of them. */
  missing: Item[];
}

/** Compares by key; values are compared as JSON, so lists count by their content. */
export function differenceOf<Item extends object>(
  existing: readonly Item[],
  wanted: readonly Item[],
  keyOf: (item: Item) => string,
  fields: readonly (keyof Item & string)[],
): Difference<Item> {
  const before = new Map(existing.map((item) => [keyOf(item), item]));
  const difference: Difference<Item> = { added: [], changed: [], same: 0, missing: [] };
  for (const after of wanted) {
    const old = before.get(keyOf(after));
    before.delete(keyOf(after));
    if (!old) {
      difference.added.push(after);
      continue;
    }
    const different = fields.filter((field) => JSON.stringify(old[field]) !== JSON.stringify(after[field]));
    if (different.length === 0) difference.same++;
    else difference.changed.push({ before: old, after, fields: different });
  }
  difference.missing = [...before.values()];
  return difference;
}
