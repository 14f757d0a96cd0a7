import { sha256 } from "@ven/kit";

import { grantOf, ownAudience } from "../begin-session";
import type { Desk } from "../desk";
import { handleOf } from "../handle";
import type { CeremonyFor } from "./ceremony";
import { checkAssertion, methodsOf } from "./check-assertion";
import type { Asserted } from "./credential";
import { readHandleForm, stepUpSession } from "./passkey-repository";

/** Proves that the owner of a session is there now: level 2 from this instant on, with a new token and handle. */
export async function stepUp(
  desk: Desk,
  { ceremony, credential }: { ceremony: CeremonyFor<"step-up">; credential: Asserted },
) {
  const { db, keys, now, requestId } = desk;
  const { subject, session } = ceremony;
  const checked = await checkAssertion(desk, ceremony, credential);
  if (!checked.ok) return checked;
  // Somebody else's passkey is a passkey, but not this person's.
  if (checked.passkey.subject !== subject) return { ok: false, reason: "refused" } as const;
  const row = await readHandleForm(db, session, ownAudience);
  if (!row) return { ok: false, reason: "refused" } as const;
  const { generation } = row;
  const handle = await handleOf({ session, audience: ownAudience, generation: generation + 1 }, keys.secrets);
  const stepped = await stepUpSession(db, checked.use, checked.answered, {
    session,
    subject,
    amr: methodsOf(checked.passkey),
    handle: { audience: ownAudience, generation, nextHash: await sha256(handle) },
    now,
    requestId,
  });
  if (!stepped) return { ok: false, reason: "refused" } as const;
  return { ok: true, grant: await grantOf(desk, stepped, handle) } as const;
}
