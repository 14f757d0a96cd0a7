const keepFor = 60_000;

/**
 * Values of a database that seldom change, kept for 60 s per isolate: plain data, at most 1,000. What is not found is
 * not kept, so that something new is there at once.
 */
export function keptFor<Value>(load: (d1: D1Database, key: string) => Promise<Value | undefined>) {
  const databases = new WeakMap<D1Database, Map<string, { value: Value; readAt: number }>>();
  return async (d1: D1Database, key: string, now: number): Promise<Value | undefined> => {
    const values = databases.get(d1) ?? new Map<string, { value: Value; readAt: number }>();
    databases.set(d1, values);
    const known = values.get(key);
    if (known && now >= known.readAt && now - known.readAt < keepFor) return known.value;
    const value = await load(d1, key);
    if (values.size >= 1000) values.clear();
    if (value !== undefined) values.set(key, { value, readAt: now });
    return value;
  };
}
