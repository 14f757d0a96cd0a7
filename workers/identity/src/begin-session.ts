import { randomToken, sha256 } from "@ven/kit";

import type { Desk } from "./desk";
import { handleOf } from "./handle";
import { issueToken } from "./issue-token";
import type { HeldRole, Session } from "./session-repository";

/** What a browser of identity's own host gets: `audience` of its token and handle. */
export const ownAudience = "identity";
/** How long a person at a shared desk may be away before the next passkey tap, ms. */
export const sharedDeskIdle = 15 * 60_000;

/** A new session's id and first handle, not stored yet. */
export async function newSession({ keys }: Desk) {
  const id = randomToken(16);
  const handle = await handleOf({ session: id, audience: ownAudience, generation: 0 }, keys.secrets);
  return { id, handle, stored: { audience: ownAudience, secretHash: await sha256(handle) } };
}

/** What the browser gets for a session that was stored. */
export async function grantOf(desk: Desk, started: { session: Session; roles: readonly HeldRole[] }, handle: string) {
  const { keys, issuer, now } = desk;
  const token = await issueToken({ ...started, audience: ownAudience, issuer, now }, keys);
  return { ...token, handle, sessionEndsAt: started.session.endsAt };
}
