import { grantOf, newSession, sharedDeskIdle } from "../begin-session";
import type { Desk } from "../desk";
import type { CeremonyFor } from "./ceremony";
import { checkAssertion, methodsOf } from "./check-assertion";
import type { Asserted } from "./credential";
import { startWithPasskey } from "./passkey-repository";

export interface PasskeySignIn {
  ceremony: CeremonyFor<"sign-in">;
  credential: Asserted;
  device: string;
  /** The session that this browser already has; it ends. At a shared desk it is the person before. */
  replaces: string | undefined;
  sharedDesk: boolean;
}

/** Signs in whoever owns the passkey that answered: assurance level 2, and the challenge is worth nothing any more. */
export async function signInWithPasskey(desk: Desk, request: PasskeySignIn) {
  const { ceremony, credential, device, replaces, sharedDesk } = request;
  const checked = await checkAssertion(desk, ceremony, credential);
  if (!checked.ok) return checked;
  const { db, now, requestId } = desk;
  const { id, handle, stored } = await newSession(desk);
  const started = await startWithPasskey(db, checked.use, checked.answered, {
    id,
    subject: checked.passkey.subject,
    aal: 2,
    ial: 1,
    amr: methodsOf(checked.passkey),
    device,
    idleMs: sharedDesk ? sharedDeskIdle : undefined,
    handle: stored,
    replaces,
    action: "sign-in",
    now,
    requestId,
  });
  if (!started) return { ok: false, reason: "refused" } as const;
  return { ok: true, grant: await grantOf(desk, started, handle) } as const;
}
