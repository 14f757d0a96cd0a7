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
