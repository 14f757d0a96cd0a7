import type { Desk } from "./desk";
import { readHandle } from "./handle";
import { endSession } from "./session-repository";

/** Ends the session of a handle, at every service. A handle that never was one is no error. */
export async function signOut(desk: Desk, { audience, handle }: { audience: string; handle: string }) {
  const form = await readHandle(handle, audience, desk.keys.secrets);
  if (!form) return { ended: false };
  const { db, now, requestId } = desk;
  return { ended: await endSession(db, { session: form.session, reason: "sign-out", now, requestId }) };
}
