/** How often nobody may come before the owner of a series is asked whether they still need it. */
export const mostAbsences = 3;

export interface SeriesStanding {
  status: "live" | "asked" | "ended";
  /** Times that nobody came, since the series began or since its owner last said that they keep it. */
  missed: number;
}

/** The owner is asked once, never for a series that is over; nothing is taken away by itself. */
export const asksOwner = ({ status, missed }: SeriesStanding) => status === "live" && missed >= mostAbsences;
