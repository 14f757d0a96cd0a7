interface Waiting<Item, Outcome> {
  item: Item;
  resolve: (outcome: Outcome) => void;
  reject: (reason: unknown) => void;
}

export interface GroupCommitOptions<Item, Outcome> {
  /** Does all of them in one transaction, in order; throwing means that none has happened. */
  commit: (items: Item[]) => Outcome[];
  /**
   * Time between two commits, ms. Somebody who comes alone does not wait; a crowd waits and shares a transaction:
   * `least`, or three times what a commit lately held everybody up, `most` at the most. So a slow disk is busy for a
   * quarter of the time, however many come.
   */
  apart: { least: number; most: number };
  /** Items a turn may take; the rest waits for the next. */
  batch: number;
  /** Items that may wait; more are refused at once, because a longer queue only makes everybody late. */
  most: number;
  refused: () => Outcome;
}

/**
 * Collects the calls of one turn of the event loop and commits them together: 200 tickets cost four syncs to disk
 * instead of 200. Callers hear back after the commit; the runtime's output gate holds their answers until it is on disk.
 */
export function groupCommit<Item, Outcome>({
  commit,
  apart: { least, most: longest },
  batch,
  most,
  refused,
}: GroupCommitOptions<Item, Outcome>) {
  let waiting: Waiting<Item, Outcome>[] = [];
  let last = 0;
  let apart = least;

  const learn = () => (apart = Math.min(longest, Math.max(least, 3 * (Date.now() - last))));
  const flush = () => {
    const now = waiting.slice(0, batch);
    waiting = waiting.slice(batch);
    if (waiting.length) setTimeout(flush, 0);
    last = Date.now();
    // The platform's clock stands still within a turn: what the disk took is seen in the next one.
    if (now.length > 1) setTimeout(learn, 0);
    try {
      const outcomes = commit(now.map(({ item }) => item));
      now.forEach(({ resolve }, index) => resolve(outcomes[index]!));
    } catch (err) {
      for (const { reject } of now) reject(err);
    }
  };

  return (item: Item) =>
    new Promise<Outcome>((resolve, reject) => {
      if (waiting.length >= most) return resolve(refused());
      waiting.push({ item, resolve, reject });
      // The platform's own clock, which may be set back: then nobody waits longer than usual.
      if (waiting.length === 1) setTimeout(flush, Math.min(apart, Math.max(0, last + apart - Date.now())));
    });
}
