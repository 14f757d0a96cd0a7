import { addDays, localDate, weekdayOf } from "@ven/kit/local-time";

import { weekRepository } from "./week-repository";

/** Lays the use of the week of a moment down from its bookings, school by school; doing it again gives the same. */
export async function foldUsage(d1: D1Database, now: number): Promise<Record<string, number>> {
  const repository = weekRepository(d1);
  const schools = await repository.everySchool();
  for (const { id, timezone } of schools) {
    const today = localDate(now, timezone);
    const monday = addDays(today, 1 - weekdayOf(today));
    await repository.foldWeek(id, monday, addDays(monday, 6));
  }
  return { schools: schools.length };
}
