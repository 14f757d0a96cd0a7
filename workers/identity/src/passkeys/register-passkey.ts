import { sha256 } from "@ven/kit";

import { grantOf, newSession } from "../begin-session";
import type { Desk } from "../desk";
import type { CeremonyFor } from "./ceremony";
import { methodsOf } from "./check-assertion";
import type { Created } from "./credential";
import { relyingPartyOf } from "./options";
import { addFirstPasskey, addPasskey, addRecoveredPasskey, type NewPasskey } from "./passkey-repository";
import { checkCreated } from "./webauthn";

export interface RegisterPasskey {
  ceremony: CeremonyFor<"register">;
  credential: Created;
  /** Make of browser and system: what the passkey is called until its owner names it. */
  device: string;
  /** The session of this browser: one more passkey is added to it, and a first one replaces it. */
  session: string | undefined;
}

const refused = { ok: false } as const;

/**
 * Adds the passkey that answered a challenge of `beginRegistration` (WebAuthn §7.1). A first or recovered one also signs
 * its owner in, because they have just been verified; then a grant comes back.
 */
export async function registerPasskey(desk: Desk, { ceremony, credential, device, session }: RegisterPasskey) {
  const { db, now, requestId } = desk;
  const made = await verify(credential, ceremony.challenge, desk.issuer);
  if (!made) return refused;
  const { subject, because, recovery = "" } = ceremony;
  const passkey: NewPasskey = { ...made, subject, name: device || "Passkey" };
  const answered = { hash: await sha256(ceremony.challenge), expiresAt: ceremony.expiresAt };
  if (because === "more") {
    if (session === undefined) return refused;
    return (await addPasskey(db, passkey, answered, { session, now, requestId }))
      ? ({ ok: true, grant: undefined } as const)
      : refused;
  }
  const { id, handle, stored } = await newSession(desk);
  const start = {
    id,
    subject,
    aal: 2 as const,
    ial: 1,
    amr: methodsOf(passkey),
    device,
    idleMs: undefined,
    handle: stored,
    replaces: session,
    action: because === "first" ? "passkey-first" : "passkey-recovered",
    now,
    requestId,
  };
  const started =
    because === "first"
      ? await addFirstPasskey(db, passkey, answered, start)
      : await addRecoveredPasskey(db, passkey, answered, recovery, start);
  return started ? ({ ok: true, grant: await grantOf(desk, started, handle) } as const) : refused;
}

async function verify(credential: Created, challenge: string, issuer: string) {
  try {
    const made = await checkCreated(credential, { challenge, origin: issuer, relyingParty: relyingPartyOf(issuer) });
    return { ...made, transports: credential.response.transports };
  } catch {
    return undefined;
  }
}
