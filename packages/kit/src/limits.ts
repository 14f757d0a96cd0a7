import { Problem } from "./problem";

/** What a fixed window has used: it began at `since` (UTC ms) and `used` calls were let through. */
export interface Window {
  since: number;
  used: number;
}

/**
 * A budget in fixed windows, aligned to the clock. Pure: gives the next state, and how long to wait (ms) when refused.
 * `fixedWindow(undefined, 0, { limit: 1, windowMs: 1000 }).allowed === true`
 */
export function fixedWindow(
  state: Window | undefined,
  now: number,
  { limit, windowMs }: { limit: number; windowMs: number },
) {
  const since = now - (now % windowMs);
  const used = state?.since === since ? state.used : 0;
  const allowed = used < limit;
  return {
    allowed,
    state: { since, used: allowed ? used + 1 : used },
    retryAfterMs: allowed ? 0 : since + windowMs - now,
  };
}

const windows = new Map<string, Window>();
const mostWindows = 10_000;

/**
 * Counts one call of somebody in this isolate and throws `too-many-requests` with Retry-After when the window is full.
 * A shock absorber only: isolates do not know of each other, so what must never be exceeded is counted in a store.
 */
export function limitCalls(key: string, now: number, budget: { limit: number; windowMs: number }) {
  const { allowed, state, retryAfterMs } = fixedWindow(windows.get(key), now, budget);
  if (windows.size >= mostWindows) windows.clear();
  windows.set(key, state);
  if (!allowed) throw new Problem("too-many-requests", undefined, { retryAfter: Math.ceil(retryAfterMs / 1000) });
}
