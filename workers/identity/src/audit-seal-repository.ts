import type { Db } from "@ven/db";
import { idAuditSeal } from "@ven/db/identity";
import { isUniqueViolation, withDeadline } from "@ven/kit";
import { asc, desc, eq } from "drizzle-orm";

import { deadline } from "./deadline";

export type Seal = typeof idAuditSeal.$inferSelect;

/** The last seal of a service. */
export async function readLastSeal(db: Db, service: string): Promise<Seal | undefined> {
  const [last] = await withDeadline(
    db.select().from(idAuditSeal).where(eq(idAuditSeal.service, service)).orderBy(desc(idAuditSeal.to)).limit(1),
    deadline,
  );
  return last;
}

/** Every seal of a service, the oldest first. */
export const readSeals = (db: Db, service: string): Promise<Seal[]> =>
  withDeadline(
    db.select().from(idAuditSeal).where(eq(idAuditSeal.service, service)).orderBy(asc(idAuditSeal.to)),
    deadline,
  );

/** Appends a seal; false when somebody was faster, or it does not go on from the last one. */
export async function addSeal(db: Db, seal: Seal) {
  try {
    await withDeadline(db.insert(idAuditSeal).values(seal), deadline);
    return true;
  } catch (err) {
    if (isUniqueViolation(err) || goesNotOn(err)) return false;
    throw err;
  }
}

function goesNotOn(err: unknown) {
  for (let e = err; e instanceof Error; e = e.cause) if (e.message.includes("goes on from the one before")) return true;
  return false;
}
