import { openDb } from "@ven/db";
import { idStaffName } from "@ven/db/identity";
import { eq } from "drizzle-orm";

import { keptFor } from "./kept";

const name = keptFor(async (d1, subject) => {
  const [row] = await openDb(d1)
    .select({ name: idStaffName.name })
    .from(idStaffName)
    .where(eq(idStaffName.subject, subject));
  return row?.name;
});

/** A staff member's name as colleagues know it; empty for anybody else. Kept for 60 s per isolate. */
export async function staffName(d1: D1Database, subject: string, now: number) {
  return (await name(d1, subject, now)) ?? "";
}
