import type { Desk } from "./desk";
import { closeSubject, standingOf } from "./erasure-repository";
import { deleteSubjectKey } from "./vault-key-repository";

/** `employed`: a member of staff is erased by ending their roles first, which an administrator does. */
export type Erased = { ok: true; seq: number } | { ok: false; reason: "employed" | "unknown" };

/**
 * Erases somebody: the ledger learns it first, then the key of their personal data goes, then every session ends and
 * every service is told. Broken off anywhere, doing it again, or replaying the ledger, completes it.
 */
export async function eraseSubject(desk: Desk, subject: string): Promise<Erased> {
  const { db, vault, ledger, now, requestId } = desk;
  const standing = await standingOf(db, subject, now);
  if (standing !== "free") return { ok: false, reason: standing };
  await ledger.addErasure({ subject, at: now });
  await deleteSubjectKey(vault, subject);
  return { ok: true, seq: await closeSubject(db, { subject, at: now, now, requestId }) };
}

/**
 * After databases were restored from a backup: whoever was erased since is erased again. One page of the ledger, of all
 * erasures or of those since an instant (UTC ms).
 */
export async function replayErasures({ db, vault, ledger, now }: Desk, from: { since?: number; cursor?: string } = {}) {
  const page = await ledger.readErasures(from);
  let again = 0;
  for (const { subject, at } of page.erasures) {
    if (await deleteSubjectKey(vault, subject)) again++;
    await closeSubject(db, { subject, at, now, requestId: null });
  }
  return { read: page.erasures.length, again, cursor: page.cursor };
}
