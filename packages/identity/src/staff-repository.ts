import { keptFor } from "./kept";

const name = keptFor(async (d1, subject) => {
  const found = await d1
    .prepare("SELECT name FROM id_staff_name WHERE subject = ?")
    .bind(subject)
    .first<string>("name");
  return found ?? undefined;
});

/** A staff member's name as colleagues know it; empty for anybody else. Kept for 60 s per isolate. */
export async function staffName(d1: D1Database, subject: string, now: number) {
  return (await name(d1, subject, now)) ?? "";
}
