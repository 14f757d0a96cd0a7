import { withDeadline } from "./deadline";
import { causeOf, log } from "./log";
import { Problem } from "./problem";

interface Entry {
  at: number;
  json: string;
}

export interface Cached<T> {
  value: T;
  /** Age of the value in ms. */
  age: number;
  /** True when the store could not be asked and an old value is shown: say so on the page. */
  stale: boolean;
}

/** Plain data only: a promise shared between requests would hang the isolate. */
const memory = new Map<string, Entry>();
const retryAt = new Map<string, number>();
const quietAfterFailure = 2000;

/** Forgets everything, as a fresh isolate would. For tests. */
export function forgetCached() {
  memory.clear();
  retryAt.clear();
}

/**
 * Reads public data that may be a little old: isolate memory while it is fresh, else the store, else (store away) the
 * last value from memory or the Cache API, marked stale. With nothing at hand it throws `unavailable`.
 */
export async function staleWhileError<T>(
  { key, now, ttlMs, deadlineMs = 800 }: { key: string; now: number; ttlMs: number; deadlineMs?: number },
  load: () => Promise<T>,
): Promise<Cached<T>> {
  const kept = memory.get(key);
  // A value from the future (only a test sets clocks back) is not fresh.
  if (kept && now >= kept.at && now - kept.at < ttlMs) return read<T>(kept, now, false);
  if (!kept || now >= (retryAt.get(key) ?? 0)) {
    try {
      const value = await withDeadline(load(), deadlineMs);
      await keep(key, { at: now, json: JSON.stringify(value) });
      return { value, age: 0, stale: false };
    } catch (err) {
      if (Problem.is(err) && err.code !== "unavailable") throw err;
      log("warn", "store-away", { key: key.split(":")[0], cause: causeOf(err) });
      retryAt.set(key, now + quietAfterFailure);
    }
  }
  const old = kept ?? (await fromCacheApi(key));
  if (!old) throw new Problem("unavailable");
  return read<T>(old, now, true);
}

async function keep(key: string, entry: Entry) {
  if (memory.size > 500) memory.clear();
  memory.set(key, entry);
  retryAt.delete(key);
  const stored = new Response(JSON.stringify(entry), { headers: { "cache-control": "max-age=86400" } });
  await shared()
    .put(address(key), stored)
    .catch(() => undefined);
}

async function fromCacheApi(key: string) {
  const hit = await shared()
    .match(address(key))
    .catch(() => undefined);
  const entry = hit && (await hit.json<Entry>());
  if (entry) memory.set(key, entry);
  return entry;
}

/** Packages that also know the browser's types see its `CacheStorage`, which has no default cache. */
const shared = () => (caches as CacheStorage & { readonly default: Cache }).default;
const address = (key: string) => `https://cache.invalid/${encodeURIComponent(key)}`;
const read = <T>({ at, json }: Entry, now: number, stale: boolean): Cached<T> => ({
  value: JSON.parse(json) as T,
  age: now - at,
  stale,
});
