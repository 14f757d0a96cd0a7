import { randomToken, sha256 } from "@ven/kit";

import type { Desk } from "./desk";
import { addCode } from "./session-repository";

/** A code is on its way for so long at most, ms (RFC 6749 §4.1.2 allows ten minutes). */
const codeLasts = 60_000;

export interface Authorize {
  session: string;
  client: string;
  redirectUri: string;
  codeChallenge: string;
}

/** An authorization code for a session; undefined when the session is over. The code begins with the session's id. */
export async function authorize({ db, now }: Desk, request: Authorize) {
  const code = `${request.session}.${randomToken(32)}`;
  const stored = await addCode(db, { ...request, hash: await sha256(code), now, expiresAt: now + codeLasts });
  return stored ? code : undefined;
}
