import type { Db } from "@ven/db";
import { idOutbox } from "@ven/db/identity";
import { desc, inArray } from "drizzle-orm";

/** The newest messages on their way, sealed. */
export const newestMessages = (db: Db, limit: number) =>
  db
    .select({ id: idOutbox.id, at: idOutbox.at, payload: idOutbox.payload })
    .from(idOutbox)
    .where(inArray(idOutbox.topic, ["one-time-code", "invitation", "notification"]))
    .orderBy(desc(idOutbox.at), desc(idOutbox.id))
    .limit(limit);
