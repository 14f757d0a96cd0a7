/** Somebody who waits for periods of a room on a date. */
export interface Waiting {
  id: string;
  first: number;
  last: number;
  createdAt: number;
}

/**
 * Who comes next: in the order of asking, the first whose periods are all free. Somebody who needs more than is free keeps
 * the place and does not hold up those behind.
 */
export function nextWaiting<W extends Waiting>(
  queue: readonly W[],
  isFree: (period: number) => boolean,
): W | undefined {
  return queue
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    .find(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i).every(isFree));
}
