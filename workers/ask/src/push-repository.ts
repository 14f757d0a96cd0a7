export interface DuePush {
  id: string;
  thread: string;
  lang: string;
  sealed: string;
  tries: number;
  /** The thread is over: nothing more will be told. */
  over: number;
}

/** A thread by the hash of its token, as far as sockets and notifications need it. */
export const followedThread = (db: D1Database, token: string) =>
  db
    .prepare("SELECT id, state, version FROM ask_thread WHERE token = ?")
    .bind(token)
    .first<{ id: string; state: string; version: number }>();

/** Keeps a browser's wish to be told; the same one again replaces it. A database error says that there are too many. */
export const putPush = (
  db: D1Database,
  { id, thread, lang, sealed, now }: { id: string; thread: string; lang: string; sealed: string; now: number },
) =>
  db
    .prepare(
      `INSERT INTO ask_push (id, thread, lang, sealed, created_at, due_at, tries) VALUES (?, ?, ?, ?, ?, NULL, 0)
       ON CONFLICT (id) DO UPDATE SET lang = excluded.lang, sealed = excluded.sealed`,
    )
    .bind(id, thread, lang, sealed, now);

export const removePush = (db: D1Database, id: string) => db.prepare("DELETE FROM ask_push WHERE id = ?").bind(id);

/**
 * Takes what has to be told by now, of one thread or of all, and keeps it from everybody else until `until`: two pumps
 * at once send one notification.
 */
export async function takeDue(
  db: D1Database,
  { thread, now, until }: { thread: string | null; now: number; until: number },
) {
  const { results } = await db
    .prepare(
      `UPDATE ask_push SET due_at = ?3, tries = tries + 1
       WHERE id IN (SELECT id FROM ask_push WHERE due_at <= ?2 AND (?1 IS NULL OR thread = ?1) ORDER BY due_at LIMIT 50)
       RETURNING id, thread, lang, sealed, tries,
         (SELECT state = 'closed' FROM ask_thread WHERE ask_thread.id = ask_push.thread) AS over`,
    )
    .bind(thread, now, until)
    .all<DuePush>();
  return results;
}

/** It is told; unless something new has come meanwhile. */
export const settlePush = (db: D1Database, id: string, until: number) =>
  db.prepare("UPDATE ask_push SET due_at = NULL, tries = 0 WHERE id = ? AND due_at = ?").bind(id, until);

export const delayPush = (db: D1Database, id: string, { until, next }: { until: number; next: number }) =>
  db.prepare("UPDATE ask_push SET due_at = ?3 WHERE id = ?1 AND due_at = ?2").bind(id, until, next);
