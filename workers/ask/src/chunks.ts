/**
 * Lists that one statement takes: at most `count` items, and no more than `size` of what `sizeOf` measures unless a single
 * item is larger. In order, nothing left out.
 */
export function* chunksOf<Item>(
  items: readonly Item[],
  { count, size, sizeOf }: { count: number; size: number; sizeOf: (item: Item) => number },
): Generator<Item[]> {
  let chunk: Item[] = [];
  let held = 0;
  for (const item of items) {
    const more = sizeOf(item);
    if (chunk.length > 0 && (chunk.length >= count || held + more > size)) {
      yield chunk;
      chunk = [];
      held = 0;
    }
    chunk.push(item);
    held += more;
  }
  if (chunk.length > 0) yield chunk;
}
