import { withDeadline } from "@ven/kit";

/** Wrong codes in a row until a phone has to wait, and how long, ms. */
export const guessesAllowed = 8;
export const guessesWait = 15 * 60_000;

/** Codes that were tried. Counted for the phone and never for an address: 300 phones share one. */
export const guessRepository = (d1: D1Database) => ({
  /** Counts one try; false when the phone has to wait. */
  async mayTry(group: string, client: string, now: number) {
    const row = await withDeadline(
      d1
        .prepare(
          `INSERT INTO wifi_guess ("group", client, since, count) VALUES (?1, ?2, ?3, 1)
           ON CONFLICT ("group", client) DO UPDATE SET count = iif(since < ?4, 1, count + 1), since = iif(since < ?4, ?3, since)
           RETURNING count`,
        )
        .bind(group, client, now, now - guessesWait)
        .first<number>("count"),
      800,
    );
    return (row ?? 1) <= guessesAllowed;
  },
});
