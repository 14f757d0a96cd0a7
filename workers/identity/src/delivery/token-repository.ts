import type { Db } from "@ven/db";
import { idProviderToken } from "@ven/db/identity";
import { withDeadline } from "@ven/kit";
import { eq, sql } from "drizzle-orm";

import { deadline } from "../deadline";

export async function readToken(db: Db, provider: string) {
  const [row] = await withDeadline(
    db.select().from(idProviderToken).where(eq(idProviderToken.provider, provider)),
    deadline,
  );
  return row;
}

/** Stores the next generation of a token; one that another isolate stored first stays. */
export async function replaceToken(db: Db, row: typeof idProviderToken.$inferInsert) {
  await withDeadline(
    db
      .insert(idProviderToken)
      .values(row)
      .onConflictDoUpdate({
        target: idProviderToken.provider,
        set: { generation: row.generation, sealed: row.sealed, expiresAt: row.expiresAt },
        setWhere: sql`${idProviderToken.generation} = ${row.generation - 1}`,
      }),
    deadline,
  );
}
