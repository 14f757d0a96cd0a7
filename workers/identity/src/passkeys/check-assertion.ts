import { log, sha256 } from "@ven/kit";

import type { Desk } from "../desk";
import type { CeremonyFor } from "./ceremony";
import type { Asserted } from "./credential";
import { relyingPartyOf, userHandleOf } from "./options";
import { findPasskey, type Passkey, suspendPasskey, type Use } from "./passkey-repository";
import { checkAsserted } from "./webauthn";

export type Refused = { ok: false; reason: "refused" | "cloned" };
type Checked = { ok: true; passkey: Passkey; use: Use; answered: { hash: string; expiresAt: number } } | Refused;

const refused: Refused = { ok: false, reason: "refused" };

/**
 * Whether an authenticator that we know answered this challenge for this site, with its owner verified (WebAuthn §7.2).
 * A counter that does not go on means that there are two of it: it is taken out of use. Everything else that is wrong
 * looks the same.
 */
export async function checkAssertion(
  desk: Desk,
  ceremony: CeremonyFor<"sign-in" | "step-up">,
  credential: Asserted,
): Promise<Checked> {
  const { db, issuer, now, requestId } = desk;
  const passkey = await findPasskey(db, credential.id);
  if (!passkey) return refused;
  const { userHandle } = credential.response;
  if (userHandle && userHandle !== userHandleOf(passkey.subject)) return refused;
  const counter = await verify(credential, ceremony.challenge, issuer, passkey);
  if (counter === undefined) return refused;
  const counts = counter > 0 || passkey.counter > 0;
  if (counts && counter <= passkey.counter) {
    await suspendPasskey(db, { passkey: passkey.id, subject: passkey.subject, now, requestId });
    log("warn", "passkey-cloned");
    return { ok: false, reason: "cloned" };
  }
  return {
    ok: true,
    passkey,
    use: { passkey: passkey.id, counter: { before: passkey.counter, after: counter } },
    answered: { hash: await sha256(ceremony.challenge), expiresAt: ceremony.expiresAt },
  };
}

/** The authenticator's counter, when all is right. */
async function verify(credential: Asserted, challenge: string, issuer: string, { publicKey }: Passkey) {
  try {
    const expected = { challenge, origin: issuer, relyingParty: relyingPartyOf(issuer) };
    return await checkAsserted(credential, publicKey, expected);
  } catch {
    return undefined;
  }
}

/** RFC 8176: a key in hardware or one that its owner's devices share, and a person who was verified. */
export const methodsOf = ({ synced }: Pick<Passkey, "synced">) => [synced ? "swk" : "hwk", "user"];
