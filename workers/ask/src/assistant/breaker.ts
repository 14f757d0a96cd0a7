/** What is known of a helper that may be away: failures in a row, and until when it is left alone (UTC ms). */
export interface Breaker {
  failures: number;
  openUntil: number;
}

export const closedBreaker: Breaker = { failures: 0, openUntil: 0 };
const most = 3;
const shortest = 10_000;
const longest = 300_000;

/** Whether it is left alone for now. When the time is over, one call tries it again. */
export const isOpen = ({ openUntil }: Breaker, now: number) => now < openUntil;

/** After one more call. Three failures in a row leave it alone, for twice as long each time, five minutes at most. */
export function settle({ failures }: Breaker, { good, now }: { good: boolean; now: number }): Breaker {
  if (good) return closedBreaker;
  const more = failures + 1;
  const wait = more < most ? 0 : Math.min(longest, shortest * 2 ** (more - most));
  return { failures: more, openUntil: now + wait };
}
