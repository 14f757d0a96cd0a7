/** Nothing is said of fewer people than this. */
export const least = 10;

/** One row of a table of counts: how many sessions, and how many people they are of. */
export interface Cell {
  key: string;
  value: number;
  people: number;
}

/** A row as it may be shown: null is left out. */
export interface Shown {
  key: string;
  value: number | null;
}

/**
 * Leaves out what is about fewer than ten people, and with it as many of the next smallest rows as it takes that the total
 * less all rows that are shown does not give it away: at least two rows and twenty people together, or every row that
 * is not zero (complementary suppression; Statistics Netherlands' handbook on statistical disclosure control, 4.2).
 */
export function withoutSmallCells(cells: readonly Cell[]): Shown[] {
  const present = cells.filter(({ value }) => value > 0).toSorted((a, b) => a.people - b.people || a.value - b.value);
  const hidden = new Set(present.filter(({ people }) => people < least).map(({ key }) => key));
  if (hidden.size > 0)
    for (const { key } of present) {
      const people = present.filter((cell) => hidden.has(cell.key)).reduce((sum, cell) => sum + cell.people, 0);
      if (hidden.size >= 2 && people >= 2 * least) break;
      hidden.add(key);
    }
  return cells.map(({ key, value }) => ({ key, value: hidden.has(key) ? null : value }));
}
