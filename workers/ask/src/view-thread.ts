import type { ThreadView } from "@ven/contracts/ask";

import { messagesOf, type ThreadRow } from "./thread-repository";

/** A thread as it is; notes are for staff. */
export async function viewOf(db: D1Database, row: ThreadRow, { notes = false } = {}): Promise<ThreadView> {
  const { state, version, lang, place, expectedBy } = row;
  return { state, version, seq: version, lang, place, expectedBy, messages: await messagesOf(db, row.id, { notes }) };
}
