import { withDeadline } from "@ven/kit";

export interface WeekOfUse {
  startsOn: string;
  school: string;
  open: number;
  booked: number;
  used: number;
}

const deadline = 5000;

/** Use of rooms by week: one row a school and a week, which the fold has laid down. */
export const usageRepository = (d1: D1Database) => ({
  async weeks(organisations: readonly string[], from: string, to: string): Promise<WeekOfUse[]> {
    const { results } = await withDeadline(
      d1
        .prepare(
          `SELECT starts_on AS startsOn, school, open, booked, used FROM room_usage_weekly
           WHERE starts_on BETWEEN ?2 AND ?3 AND school IN (
             SELECT organisation FROM id_organisation_path WHERE ancestor IN (SELECT value FROM json_each(?1)))
           ORDER BY starts_on`,
        )
        .bind(JSON.stringify(organisations), from, to)
        .all<WeekOfUse & Record<string, unknown>>(),
      deadline,
    );
    return results as WeekOfUse[];
  },
});
