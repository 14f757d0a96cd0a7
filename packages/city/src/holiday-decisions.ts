/**
 * What the Prime Minister decides for each year (Labour Code 2019, art. 112.3): how the five days lie around Tết, which
 * neighbour of 2 September is off, and working days exchanged with a Saturday for the administration.
 * A year without a row follows `customary` and is provisional.
 */
export type HolidayDecision = {
  tetDaysBefore: 1 | 2;
  nationalDayNeighbour: "before" | "after";
  /** `off` is a working day given up, `worked` the day of rest worked for it. */
  exchanges: readonly { off: string; worked: string }[];
};

export const customary: HolidayDecision = { tetDaysBefore: 1, nationalDayNeighbour: "before", exchanges: [] };

export const decisions: Readonly<Record<number, HolidayDecision>> = {
  2024: {
    tetDaysBefore: 2,
    nationalDayNeighbour: "after",
    exchanges: [{ off: "2024-04-29", worked: "2024-05-04" }],
  },
  2025: {
    tetDaysBefore: 2,
    nationalDayNeighbour: "before",
    exchanges: [{ off: "2025-05-02", worked: "2025-04-26" }],
  },
  2026: {
    tetDaysBefore: 1,
    nationalDayNeighbour: "before",
    exchanges: [
      { off: "2026-01-02", worked: "2026-01-10" },
      { off: "2026-08-31", worked: "2026-08-22" },
    ],
  },
};
