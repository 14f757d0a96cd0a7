import type { GrantAnswer } from "@ven/contracts/identity";
import { handleGrace } from "@ven/identity/lifetimes";
import { sha256 } from "@ven/kit";

import type { Desk } from "./desk";
import { handleOf, readHandle } from "./handle";
import { issueToken } from "./issue-token";
import { endSession, rotateHandle, type Session } from "./session-repository";

/** Why a session gives no token any more, if so. */
export function refusalOf(session: Session, now: number) {
  if (session.endedAt !== null) return "ended" as const;
  if (session.endsAt <= now || session.lastSeenAt + session.idleMs <= now) return "expired" as const;
  return undefined;
}

/**
 * A new access token for a handle, and the handle's next form. The last form is good for 20 s more and gives the same
 * next one; older forms are a thief's or a victim's, so the session ends.
 */
export async function refresh(
  desk: Desk,
  { audience, handle }: { audience: string; handle: string },
): Promise<GrantAnswer> {
  const { db, keys, now, issuer } = desk;
  const form = await readHandle(handle, audience, keys.secrets);
  if (!form) return { ok: false, reason: "invalid" };
  const next = { ...form, generation: form.generation + 1 };
  const found = await rotateHandle(db, {
    ...form,
    secretHash: await sha256(handle),
    nextHash: await sha256(await handleOf(next, keys.secrets)),
    now,
  });
  const { session, roles } = found;
  if (!session || !found.handle) return { ok: false, reason: "invalid" };
  const reason = refusalOf(session, now);
  if (reason) return { ok: false, reason };
  const { generation, rotatedAt } = found.handle;
  if (generation < form.generation) return { ok: false, reason: "invalid" };
  if (generation !== next.generation || now - rotatedAt > handleGrace) {
    await endSession(db, { session: session.id, reason: "handle-reused", now, requestId: desk.requestId });
    return { ok: false, reason: "reused" };
  }
  const token = await issueToken({ session, roles, audience, issuer, now }, keys);
  const grant = { ...token, handle: await handleOf(next, keys.secrets), sessionEndsAt: session.endsAt };
  return { ok: true, grant };
}
